package io.reqid;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id that one request is logged under: 1 to {@value #MAX_LENGTH} characters of {@code [A-Za-z0-9_.=+-]}, the first
 * of them not {@code '.'}. Such text is one word to {@code grep}, to a double-click, in a file name and in a log line,
 * and cannot break out of any of them. Immutable.
 *
 * @param value the text of the id
 */
public record RequestId(String value) {
    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final boolean[] LEGAL = legal("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.=+-");

    /** Whether the generators are loaded: who only reads ids need not load them. A stale answer costs a look at the text. */
    private static boolean generating;

    /**
     * Makes an id of a text that is known to be legal; see {@link #parse} for text from outside.
     *
     * @param value the text of the id
     * @throws IllegalArgumentException if the text is empty, longer than {@link #MAX_LENGTH}, begins with {@code '.'} or
     *     has a character that is not allowed; the message never repeats the text
     */
    public RequestId {
        if (!(generating && RequestIdGenerators.madeLast(value)) && !isLegal(value)) {
            throw new IllegalArgumentException("request id must be 1 to " + MAX_LENGTH
                    + " of [A-Za-z0-9_.=+-] and not begin with '.', got " + value.length() + " characters"
                    + firstFault(value));
        }
    }

    /** Has ids that a generator makes on this thread from now on taken for legal. */
    static void trustGenerators() {
        generating = true;
    }

    /**
     * {@return the id in a text from outside, or empty if it is absent or illegal; never throws}
     *
     * @param untrusted the text, for example the value of a header; null if there is none
     */
    public static Optional<RequestId> parse(@Nullable String untrusted) {
        return untrusted != null && isLegal(untrusted) ? Optional.of(new RequestId(untrusted)) : Optional.empty();
    }

    /** {@return a new id of the default generator, {@link RequestIdGenerators#timeOrdered()}} */
    public static RequestId next() {
        return RequestIdGenerators.nextTimeOrdered();
    }

    /**
     * {@return when this id was made, to the millisecond, if it is a ULID or a UUID of version 7 by its form, as those of
     * {@link RequestIdGenerators#timeOrdered()} and {@link RequestIdGenerators#uuidV7()} are} An id from outside may have
     * such a form by chance or ill will: the answer is what the id says, not what is true.
     */
    public Optional<Instant> createdAt() {
        long millis = IdTime.millisOf(value);
        return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** {@return the text of the id} */
    @Override
    public String toString() {
        return value;
    }

    private static boolean isLegal(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH || text.charAt(0) == '.') {
            return false;
        }
        boolean legal = true;
        for (int i = 0; i < length; i++) {
            legal &= isLegal(text.charAt(i));
        }
        return legal;
    }

    private static boolean isLegal(char c) {
        return c < LEGAL.length && LEGAL[c];
    }

    private static boolean[] legal(String characters) {
        boolean[] legal = new boolean[128];
        for (int i = 0; i < characters.length(); i++) {
            legal[characters.charAt(i)] = true;
        }
        return legal;
    }

    private static String firstFault(String text) {
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char c = text.charAt(i);
            if (!isLegal(c) || (i == 0 && c == '.')) {
                return String.format(", U+%04X at index %d", (int) c, i);
            }
        }
        return "";
    }
}
