package io.reqid.search.event;

import java.util.List;

/**
 * Puts the arguments of a message where it has <code>{}</code>, as SLF4J does: a backslash before the braces keeps them, two
 * stand for one.
 */
final class MessageArguments {
    private MessageArguments() {}

    /** {@return a message with its arguments, as far as there are some} */
    static String insert(String message, List<?> arguments) {
        StringBuilder text = new StringBuilder(message.length() + 16 * arguments.size());
        int from = 0;
        int next = 0;
        int braces = message.indexOf("{}");
        while (braces >= 0 && next < arguments.size()) {
            boolean escaped = braces > 0 && message.charAt(braces - 1) == '\\';
            boolean twice = braces > 1 && escaped && message.charAt(braces - 2) == '\\';
            if (escaped && !twice) {
                text.append(message, from, braces - 1).append('{');
                from = braces + 1;
            } else {
                text.append(message, from, twice ? braces - 1 : braces).append(shown(arguments.get(next++)));
                from = braces + 2;
            }
            braces = message.indexOf("{}", from);
        }
        return text.append(message, from, message.length()).toString();
    }

    private static String shown(Object argument) {
        String text = JsonPath.text(argument);
        return text == null ? "null" : text;
    }
}
