package io.reqid.agent.tests.chaos;

/** Hands work over by one construct. */
interface HandOver {
    void start(Hop hop) throws Exception;
}
