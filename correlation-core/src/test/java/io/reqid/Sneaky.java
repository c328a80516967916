package io.reqid;

import java.util.Objects;

/** Lets a checked exception out of a body whose type declares none, as other JVM languages do. */
final class Sneaky {
    private Sneaky() {}

    static Runnable runnable(ThrowingSupplier<?, ?> body) {
        Objects.requireNonNull(body, "body");
        return () -> {
            try {
                body.get();
            } catch (Throwable failure) {
                throw Sneaky.<RuntimeException>unchecked(failure);
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchecked(Throwable failure) throws X {
        throw (X) failure;
    }
}
