package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of an event is text to read, as it stands in the log. */
final class EventText {
    private static final Pattern EXCEPTION = Pattern.compile("(?:[\\p{javaJavaIdentifierPart}$]{1,200}\\.){0,50}"
            + "([\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}$]{0,200})(?::.*|\\s*)");

    private EventText() {}

    /** {@return the message, or, where it is not known, the event as it stands in the file, without its last line end} */
    static String message(Event event) {
        String message = event.message();
        return message != null ? withoutLineEnd(message) : wholeText(event);
    }

    /** {@return the stack trace, or an empty text} */
    static String stackTrace(Event event) {
        String stackTrace = event.stackTrace();
        return stackTrace == null || event.message() == null ? "" : withoutLineEnd(stackTrace);
    }

    private static String wholeText(Event event) {
        byte[] bytes = event.bytes();
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end -= end > 1 && bytes[end - 2] == '\r' ? 2 : 1;
        }
        return Visible.decode(bytes, 0, end);
    }

    private static String withoutLineEnd(String text) {
        if (!text.endsWith("\n")) {
            return text;
        }
        return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }

    /** {@return the first line} */
    static String firstLine(String text) {
        return text.substring(0, lineEnd(text, 0));
    }

    /** {@return where the line that begins at a place ends, without its {@code \r\n} or {@code \n}} */
    static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        int end = feed < 0 ? text.length() : feed;
        return feed > from && text.charAt(feed - 1) == '\r' ? end - 1 : end;
    }

    /** {@return how many lines a text has; an empty one has none} */
    static int lineCount(String text) {
        return text.isEmpty()
                ? 0
                : 1 + (int) text.chars().filter(character -> character == '\n').count();
    }

    /** {@return what is left out when the first line of the message alone is shown, or an empty text} */
    static String rest(String message, String stackTrace) {
        int lines = Math.max(lineCount(message) - 1, 0) + lineCount(stackTrace);
        if (lines == 0) {
            return "";
        }
        String name = exceptionName(stackTrace);
        return String.format(
                Locale.ROOT, "(+%,d line%s%s)", lines, lines == 1 ? "" : "s", name.isEmpty() ? "" : ": " + name);
    }

    /** {@return the simple name of the exception of a stack trace, or an empty text if its first line names none} */
    static String exceptionName(String stackTrace) {
        String line = firstLine(stackTrace);
        Matcher matcher = EXCEPTION.matcher(line.substring(0, Math.min(line.length(), 1000)));
        return matcher.matches() ? matcher.group(1) : "";
    }
}
