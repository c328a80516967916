package io.reqid.search.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are one JSON object each, by the keys that structured encoders write: logstash-logback-encoder, the Elastic
 * Common Schema (dotted and nested), Logback's JsonEncoder, Spring Boot's structured logging (ecs, logstash, gelf).
 * Immutable.
 */
final class JsonFormat implements LineFormat {
    private static final List<String> TIME = List.of("@timestamp", "timestamp", "time", "ts", "timeMillis", "instant");
    private static final List<String> LEVEL = List.of("level", "log.level", "severity", "_level_name", "loglevel");
    private static final List<String> THREAD = List.of(
            "thread_name",
            "process.thread.name",
            "threadName",
            "thread",
            "_process_thread_name",
            "_thread_name",
            "_thread");
    private static final List<String> LOGGER =
            List.of("logger_name", "log.logger", "loggerName", "logger", "_log_logger", "_logger_name", "_logger");
    private static final List<String> MESSAGE = List.of("formattedMessage", "message", "msg", "short_message");
    private static final List<String> STACK = List.of(
            "stack_trace",
            "error.stack_trace",
            "stackTrace",
            "_error_stack_trace",
            "_stack_trace",
            "exception",
            "throwable");
    private static final List<String> SERVICE = List.of(
            "service.name",
            "_service_name",
            "service",
            "application.name",
            "_application_name",
            "applicationName",
            "application");
    private static final List<String> PROCESS = List.of("process.pid", "_process_pid", "pid", "PID");
    private static final List<String> ASYNC_ID = List.of("asyncId", "mdc.asyncId", "_asyncId");
    private static final List<String> TRIGGER_ASYNC_ID =
            List.of("triggerAsyncId", "mdc.triggerAsyncId", "_triggerAsyncId");

    /** Where the MDC is put: at the top, or under one of these. */
    private static final List<String> MDC = List.of("", "mdc.", "_", "labels.", "contextMap.", "context.", "_mdc_");

    private final String description;
    private final IdKeys keys;
    private final List<String> idPaths;
    private final StampClock clock;

    JsonFormat(String description, IdKeys keys, StampClock clock) {
        this.description = description;
        this.keys = keys;
        this.idPaths = idPaths(keys);
        this.clock = clock;
    }

    JsonFormat described(String other) {
        return new JsonFormat(other, keys, clock);
    }

    @Override
    public String description() {
        return description;
    }

    /** An encoder writes the MDC under its own keys: an event without one is of no request. */
    @Override
    public boolean knowsRequestId() {
        return true;
    }

    @Override
    public boolean starts(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '{' && JsonStart.isOfLogger(bytes, from, Math.min(to, from + WINDOW), to);
    }

    @Override
    public boolean parse(byte[] bytes, int from, Event.Builder into) {
        int end = Lines.end(bytes, from, bytes.length);
        Map<String, Object> object = starts(bytes, from, end) ? JsonReader.read(bytes, from, end) : null;
        if (object == null) {
            return false;
        }
        into.epochNanos(time(object));
        into.severity(severity(object));
        into.thread(text(object, THREAD));
        into.logger(text(object, LOGGER));
        into.message(message(object));
        into.stackTrace(stackTrace(object));
        into.requestId(id(object));
        into.idKnown(true);
        into.asyncId(taskId(object, ASYNC_ID));
        into.triggerAsyncId(taskId(object, TRIGGER_ASYNC_ID));
        into.service(text(object, SERVICE));
        into.process(text(object, PROCESS));
        return true;
    }

    /** {@return what writes such objects} */
    static String kind(byte[] line, int from, int to) {
        Map<String, Object> object = JsonReader.read(line, from, to);
        if (object == null) {
            return "JSON";
        }
        if (object.containsKey("short_message")) {
            return "JSON (GELF)";
        }
        if (JsonPath.find(object, "ecs.version") != null || JsonPath.find(object, "log.level") != null) {
            return "JSON (ECS)";
        }
        if (object.containsKey("loggerName") || object.containsKey("nanoseconds")) {
            return "JSON (Logback JsonEncoder)";
        }
        return object.containsKey("@timestamp") ? "JSON (logstash)" : "JSON";
    }

    private long time(Map<String, Object> object) {
        Object value = JsonPath.first(object, TIME);
        if (value instanceof String text) {
            return time(text);
        }
        if (!(value instanceof JsonNumber number)) {
            return Event.NO_TIME;
        }
        long nanos = number.epochNanos();
        // Logback's JsonEncoder: milliseconds, and again the nanoseconds of the second.
        if (nanos != Event.NO_TIME && object.get("nanoseconds") instanceof JsonNumber fraction) {
            return Math.floorDiv(nanos, 1_000_000_000L) * 1_000_000_000L + fraction.intOr(0);
        }
        return nanos;
    }

    private long time(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Stamp stamp = new Stamp();
        int end = Stamps.match(bytes, 0, bytes.length, Stamps.ALL, stamp);
        return end < 0 ? Event.NO_TIME : clock.epochNanos(stamp);
    }

    private static @Nullable Severity severity(Map<String, Object> object) {
        for (String key : LEVEL) {
            Object value = JsonPath.find(object, key);
            if (value instanceof String name) {
                Severity severity = Severities.named(name);
                if (severity != null) {
                    return severity;
                }
            }
        }
        return JsonPath.first(object, LEVEL) instanceof JsonNumber number
                ? Severities.numbered(number.intOr(-1))
                : null;
    }

    private static @Nullable String message(Map<String, Object> object) {
        String message = text(object, MESSAGE);
        boolean raw = !(object.get("formattedMessage") instanceof String);
        if (message != null && raw && object.get("arguments") instanceof List<?> arguments) {
            return MessageArguments.insert(message, arguments);
        }
        return message;
    }

    private static @Nullable String stackTrace(Map<String, Object> object) {
        for (String key : STACK) {
            Object value = JsonPath.find(object, key);
            if (value instanceof String text && !text.isBlank()) {
                byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                int length = Lines.withoutLineEnds(bytes, 0, bytes.length);
                return Lines.text(bytes, 0, length);
            }
            if (value instanceof Map<?, ?> tree) {
                return JsonThrowable.print(tree);
            }
        }
        return null;
    }

    private @Nullable String id(Map<String, Object> object) {
        String value = text(object, idPaths);
        return IdKeys.idOf(value);
    }

    private static List<String> idPaths(IdKeys keys) {
        List<String> paths = new ArrayList<>();
        for (String key : keys.names()) {
            for (String place : MDC) {
                paths.add(place + key);
            }
        }
        return paths;
    }

    private static @Nullable String text(Map<String, Object> object, List<String> keys) {
        for (String key : keys) {
            String text = JsonPath.text(JsonPath.find(object, key));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static long taskId(Map<String, Object> object, List<String> keys) {
        String text = text(object, keys);
        return text == null ? Event.NO_ASYNC_ID : FieldReader.taskId(text);
    }
}
