package io.reqid;

/**
 * A body of code that returns a result and may throw a checked exception, which its caller then sees unwrapped.
 *
 * @param <R> the type of the result
 * @param <X> the type of the exception; inferred as {@link RuntimeException} for a body that throws no checked one
 */
@FunctionalInterface
public interface ThrowingSupplier<R, X extends Throwable> {
    /**
     * Runs the body.
     *
     * @return the result, which may be null if {@code R} allows it
     * @throws X if the body fails
     */
    R get() throws X;
}
