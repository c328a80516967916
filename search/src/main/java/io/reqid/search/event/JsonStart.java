package io.reqid.search.event;

/**
 * Tells the objects of loggers from other JSON, for example in a message with line breaks: two of time, level, message and
 * logger stand at the top. Looks at keys only and stops as soon as it knows.
 */
final class JsonStart {
    private static final int TIME = 1;
    private static final int LEVEL = 2;
    private static final int MESSAGE = 4;
    private static final int LOGGER = 8;

    private JsonStart() {}

    /**
     * {@return whether a logger wrote the object}
     *
     * @param to where what may be looked at ends
     * @param lineEnd where the line ends
     */
    static boolean isOfLogger(byte[] bytes, int from, int to, int lineEnd) {
        int seen = 0;
        int at = skipSpace(bytes, from + 1, to);
        while (at < to && bytes[at] == '"') {
            int end = JsonString.stringEnd(bytes, at + 1, to);
            seen |= meaning(bytes, at + 1, end);
            if (Integer.bitCount(seen) > 1) {
                return true;
            }
            int colon = skipSpace(bytes, end + 1, to);
            if (colon >= to || bytes[colon] != ':') {
                break;
            }
            at = skipValue(bytes, skipSpace(bytes, colon + 1, to), to);
            at = skipSpace(bytes, at, to);
            if (at < to && bytes[at] == ',') {
                at = skipSpace(bytes, at + 1, to);
            }
        }
        boolean cut = at >= to && (to < lineEnd || (lineEnd > from && bytes[lineEnd - 1] != '}'));
        return cut && seen != 0;
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipValue(byte[] bytes, int from, int to) {
        int depth = 0;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') {
                at = JsonString.stringEnd(bytes, at + 1, to);
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == '}')) {
                return at;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        }
        return to;
    }

    private static int meaning(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 2 -> is("ts", bytes, from, to) ? TIME : 0;
            case 3 -> is("msg", bytes, from, to) ? MESSAGE : is("log", bytes, from, to) ? LEVEL : 0;
            case 4 -> is("time", bytes, from, to) ? TIME : 0;
            case 5 -> is("level", bytes, from, to) ? LEVEL : 0;
            case 6 -> is("logger", bytes, from, to) ? LOGGER : 0;
            case 7 -> is("message", bytes, from, to) ? MESSAGE : is("instant", bytes, from, to) ? TIME : 0;
            case 8 -> is("severity", bytes, from, to) || is("loglevel", bytes, from, to) ? LEVEL : 0;
            case 9 -> is("timestamp", bytes, from, to) ? TIME : is("log.level", bytes, from, to) ? LEVEL : 0;
            case 10 -> ten(bytes, from, to);
            case 11 -> eleven(bytes, from, to);
            case 13 -> is("short_message", bytes, from, to) ? MESSAGE : 0;
            case 16 -> is("formattedMessage", bytes, from, to) ? MESSAGE : 0;
            default -> 0;
        };
    }

    private static int ten(byte[] bytes, int from, int to) {
        if (is("@timestamp", bytes, from, to) || is("timeMillis", bytes, from, to)) {
            return TIME;
        }
        return is("loggerName", bytes, from, to) || is("log.logger", bytes, from, to) ? LOGGER : 0;
    }

    private static int eleven(byte[] bytes, int from, int to) {
        return is("logger_name", bytes, from, to) || is("_log_logger", bytes, from, to)
                ? LOGGER
                : is("_level_name", bytes, from, to) ? LEVEL : 0;
    }

    private static boolean is(String key, byte[] bytes, int from, int to) {
        for (int i = 0; i < to - from; i++) {
            if (bytes[from + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
