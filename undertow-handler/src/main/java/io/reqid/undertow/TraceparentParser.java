package io.reqid.undertow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the trace id out of a W3C {@code traceparent} header (Trace Context, section 3.2). */
final class TraceparentParser {
    private static final int MAX_LENGTH = 512;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);
    private static final Pattern FORMAT = Pattern.compile(
            "(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-[0-9a-f]{2}(?<rest>-.*)?");

    private TraceparentParser() {}

    /** {@return the 32 hexadecimal digits of the trace id, or null if the header is not well formed} */
    static @Nullable String traceId(String header) {
        if (header.length() > MAX_LENGTH) {
            return null;
        }
        Matcher matcher = FORMAT.matcher(header);
        return matcher.matches() && isValid(matcher) ? matcher.group("trace") : null;
    }

    private static boolean isValid(Matcher matcher) {
        String version = matcher.group("version");
        boolean knownLength = !"00".equals(version) || matcher.group("rest") == null;
        return !"ff".equals(version)
                && knownLength
                && !NO_TRACE.equals(matcher.group("trace"))
                && !NO_PARENT.equals(matcher.group("parent"));
    }
}
