package io.reqid.agent.tests.matrix;

/** What makes registered work run: the completion of a future, a byte that arrives. */
interface Firing {
    /** Work that runs by itself. */
    Firing BY_ITSELF = () -> {};

    void fire() throws Exception;
}
