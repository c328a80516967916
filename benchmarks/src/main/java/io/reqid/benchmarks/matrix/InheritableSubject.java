package io.reqid.benchmarks.matrix;

/** What the JDK alone can do. */
public final class InheritableSubject extends LocalSubject {
    /** Needs what {@link ThreadMemory} needs. */
    public InheritableSubject() throws ReflectiveOperationException {
        super(new InheritableThreadLocal<>());
    }
}
