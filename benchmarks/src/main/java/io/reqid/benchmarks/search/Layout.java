package io.reqid.benchmarks.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an entry is printed: as the encoders and patterns of the libraries print it. Tests compare some with the real ones. */
enum Layout {
    /** Logback with {@code outputPatternAsHeader}, the demo's pattern. */
    PATTERN(
            "#logback.classic pattern: %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread] %logger{0}: %msg%n\n") {
        @Override
        void print(Entry entry, StringBuilder out) {
            Stamp.millis(entry.epochNanos(), 'T', out).append("Z ");
            level(entry, out)
                    .append(" [")
                    .append(idOr(entry, "-"))
                    .append("] [")
                    .append(entry.thread());
            out.append("] ").append(shortLogger(entry)).append(": ").append(entry.message());
            lines(entry, out);
        }
    },

    /** The same with the ids of tasks. */
    PATTERN_WITH_TASKS(
            "#logback.classic pattern: %d{ISO8601, UTC} [%thread] %-5level %logger{0} [%reqId] [%asyncId<%triggerAsyncId] - %msg%n\n") {
        @Override
        void print(Entry entry, StringBuilder out) {
            Stamp.millis(entry.epochNanos(), ' ', out).setCharAt(out.length() - 4, ',');
            out.append(" [").append(entry.thread()).append("] ");
            level(entry, out)
                    .append(' ')
                    .append(shortLogger(entry))
                    .append(" [")
                    .append(idOr(entry, "-"));
            out.append("] [")
                    .append(entry.asyncId())
                    .append('<')
                    .append(entry.triggerAsyncId())
                    .append("] - ");
            out.append(entry.message());
            lines(entry, out);
        }
    },

    /** logstash-logback-encoder as it is without any configuration. */
    LOGSTASH("") {
        @Override
        void print(Entry entry, StringBuilder out) {
            out.append("{\"@timestamp\":\"");
            Stamp.nanos(entry.epochNanos(), out).append("Z\",\"@version\":\"1\"");
            field("message", entry.message(), out);
            field("logger_name", entry.logger(), out);
            field("thread_name", entry.thread(), out);
            field("level", entry.level(), out).append(",\"level_value\":20000");
            field("stack_trace", entry.stackTrace(), out);
            field("reqId", entry.requestId(), out);
            field("asyncId", Long.toString(entry.asyncId()), out);
            field("triggerAsyncId", Long.toString(entry.triggerAsyncId()), out);
            out.append("}\n");
        }
    },

    /** Elastic's common schema, nested. */
    ECS("") {
        @Override
        void print(Entry entry, StringBuilder out) {
            out.append("{\"@timestamp\":\"");
            Stamp.nanos(entry.epochNanos(), out)
                    .append("Z\",\"log\":{\"level\":\"")
                    .append(entry.level());
            out.append("\",\"logger\":\"")
                    .append(entry.logger())
                    .append("\"},\"process\":{\"pid\":4711,\"thread\":{\"name\":\"");
            out.append(entry.thread()).append("\"}},\"service\":{\"name\":\"ledger\"}");
            field("message", entry.message(), out);
            field("reqId", entry.requestId(), out);
            if (entry.stackTrace() != null) {
                out.append(",\"error\":{\"type\":\"java.lang.IllegalStateException\"");
                field("stack_trace", entry.stackTrace(), out).append('}');
            }
            out.append(",\"ecs\":{\"version\":\"8.11\"}}\n");
        }
    },

    /** Spring Boot's default layout with {@code logging.pattern.correlation=[%reqId] }. */
    SPRING_BOOT("") {
        @Override
        void print(Entry entry, StringBuilder out) {
            Stamp.millis(entry.epochNanos(), 'T', out).append("Z ");
            out.append(" ".repeat(5 - entry.level().length()))
                    .append(entry.level())
                    .append(" 4712 --- [mailer] [");
            String thread = entry.thread();
            out.append(" ".repeat(Math.max(0, 15 - thread.length())));
            out.append(thread, Math.max(0, thread.length() - 15), thread.length());
            out.append("] [").append(idOr(entry, "-")).append("] ").append(entry.logger());
            out.append(" ".repeat(Math.max(0, 40 - entry.logger().length())))
                    .append(" : ")
                    .append(entry.message());
            lines(entry, out);
        }
    };

    private final String header;

    Layout(String header) {
        this.header = header;
    }

    /** {@return what stands at the start of each file} */
    String header() {
        return header;
    }

    abstract void print(Entry entry, StringBuilder out);

    private static String idOr(Entry entry, String none) {
        String id = entry.requestId();
        return id == null ? none : id;
    }

    private static String shortLogger(Entry entry) {
        return entry.logger().substring(entry.logger().lastIndexOf('.') + 1);
    }

    private static StringBuilder level(Entry entry, StringBuilder out) {
        return out.append(entry.level()).append(" ".repeat(5 - entry.level().length()));
    }

    private static void lines(Entry entry, StringBuilder out) {
        out.append('\n');
        if (entry.stackTrace() != null) {
            out.append(entry.stackTrace());
        }
    }

    private static StringBuilder field(String name, @Nullable String value, StringBuilder out) {
        if (value == null) {
            return out;
        }
        out.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"');
    }
}
