package io.reqid.benchmarks.matrix;

import com.alibaba.ttl.TransmittableThreadLocal;

/** What Alibaba's agent carries. */
public final class TransmittableSubject extends LocalSubject {
    /** Needs what {@link ThreadMemory} needs. */
    public TransmittableSubject() throws ReflectiveOperationException {
        super(new TransmittableThreadLocal<>());
    }
}
