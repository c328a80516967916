package io.reqid.search.scan;

import io.reqid.search.report.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What events must hold: a text, or something that a regular expression describes. Immutable. */
public final class TextQuery {
    private final @Nullable Needles needle;
    private final @Nullable Pattern pattern;

    private TextQuery(@Nullable Needles needle, @Nullable Pattern pattern) {
        this.needle = needle;
        this.pattern = pattern;
    }

    /**
     * {@return a query for events in which a text stands, in UTF-8 and exactly so}
     *
     * @param text the text
     * @throws IllegalArgumentException if it is empty
     */
    public static TextQuery literal(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the text to find must not be empty");
        }
        return new TextQuery(Needles.of(List.of(text.getBytes(StandardCharsets.UTF_8))), null);
    }

    /**
     * {@return a query for events of which some part matches a regular expression} The event is matched as a whole, read as
     * UTF-8; {@code ^} and {@code $} match at its line ends, {@code .} does not match one.
     *
     * @param regex in the syntax of {@link Pattern}
     * @throws IllegalArgumentException if it is not valid; the message names the place
     */
    public static TextQuery regex(String regex) {
        try {
            return new TextQuery(null, Pattern.compile(regex, Pattern.MULTILINE));
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(
                    "not a regular expression: " + Printable.text(invalid.getDescription()) + " at index "
                            + invalid.getIndex(),
                    invalid);
        }
    }

    /** {@return a literal's finder, or null for a regular expression} */
    @Nullable
    Needles needle() {
        return needle;
    }

    /**
     * {@return whether the pattern matches some part of the bytes}
     *
     * @throws StackOverflowError if the expression is too complex for the event
     */
    boolean matches(byte[] bytes) {
        return pattern != null
                && pattern.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    }
}
