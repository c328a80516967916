package io.reqid.agent.tests.matrix;

/** What is asked of a construct. */
enum Question {
    /** Does the work see the id of the request that registered it? */
    CARRIED,
    /** Has each thread its own context back afterwards? */
    CLEAN,
    /** Does work see nothing that was registered outside a request, though it fires inside one? */
    EMPTY,
    /** Does a tool that was made inside a request not give its id to work that was registered outside one? */
    BORN,
    /** Does each of two requests that use the tool at once see its own id? */
    CROSSED
}
