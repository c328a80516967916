package io.reqid;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The ways to use this library wrongly that only show at run time: each is repaired, and reported once. */
enum Misuse {
    CLOSED_OUT_OF_ORDER("a scope was closed before one that was opened inside it, or after one that it lay in"),
    CLOSED_ON_ANOTHER_THREAD("a scope was closed on another thread than the one that opened it"),
    LEFT_OPEN("a scope was opened in a task, or in the body of a run or call, and never closed"),
    HOOK_THREW("an async hook threw and is disabled");

    /** Whether a wrong use of a scope throws. */
    static final boolean STRICT = Boolean.getBoolean("reqid.strict");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // said once a process, which is what one enum constant is
    private final AtomicBoolean reported = new AtomicBoolean();

    Misuse(String description) {
        this.description = description;
    }

    /**
     * Reports this mistake, the first time it happens, on standard error: the only channel that the core can count on
     * before, and below, any logging.
     */
    void report(@Nullable Throwable cause) {
        if (reported.compareAndSet(false, true)) {
            System.err.println("reqid: " + description + (this == HOOK_THREW ? "" : hint()) + where(cause));
        }
    }

    /**
     * Reports a wrong use of a scope that has been repaired, or throws in strict mode.
     *
     * @throws IllegalStateException in strict mode
     */
    void reportOrThrow(@Nullable Throwable opener) {
        if (STRICT) {
            throw new IllegalStateException(description, opener);
        }
        report(new Throwable("noticed here"));
    }

    private static String hint() {
        return "; the context that belongs was restored. Said once; -Dreqid.strict=true throws, and shows who opened it";
    }

    private static String where(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(": ").append(cause.getClass().getName());
        for (StackTraceElement element : cause.getStackTrace()) {
            text.append(System.lineSeparator()).append("reqid:     at ").append(element);
        }
        return text.toString();
    }
}
