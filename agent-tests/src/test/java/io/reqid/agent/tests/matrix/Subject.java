package io.reqid.agent.tests.matrix;

/**
 * The kind of context whose way through the constructs is watched: by default reqid's; benchmarks bring those of others.
 * Implementations are thread-safe and have a public constructor without parameters.
 */
public interface Subject {
    /** A piece of a program. */
    interface Body<T> {
        T call() throws Exception;
    }

    /** {@return a new context, that of a request with this id} */
    Object begin(String id);

    /** Runs a body with a context current, and makes current again what was so before. */
    <T> T callUnder(Object context, Body<T> body) throws Exception;

    /** Runs a body with no context current, and makes current again what was so before. */
    <T> T callOutside(Body<T> body) throws Exception;

    /** {@return the id of what is current on this thread, or null} */
    String currentId();

    /** {@return the id that another thread comes to rest with, or null} */
    String idLeftOn(Thread thread) throws ReflectiveOperationException;
}
