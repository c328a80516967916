package io.reqid.search.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives an event the fields that a match found. For one thread; used once. */
final class FieldReader {
    private static final List<Severity> LEVELS = List.of(Severity.values());

    private final byte[] bytes;
    private final Event.Builder into;
    private final StampClock clock;
    private final IdKeys keys;
    private final List<String> absent;
    private boolean unsure;

    FieldReader(byte[] bytes, Event.Builder into, StampClock clock, IdKeys keys, List<String> absent) {
        this.bytes = bytes;
        this.into = into;
        this.clock = clock;
        this.keys = keys;
        this.absent = absent;
    }

    /** Reads every field that a program's match found. */
    void read(LineProgram program, LineMatch match) {
        for (int i = 0; i < program.size(); i++) {
            Step step = program.step(i);
            int start = match.start(step);
            if (start >= 0) {
                read(step, start, match.end(step));
            }
        }
    }

    /** {@return whether a place for an id held something that may not be the whole id} */
    boolean unsure() {
        return unsure;
    }

    private void read(Step step, int start, int end) {
        switch (step.field) {
            case TIME -> into.epochNanos(time(step, start));
            case EPOCH_MILLIS -> into.epochNanos(number(start, end, 1_000_000L));
            case EPOCH_SECONDS -> into.epochNanos(number(start, end, 1_000_000_000L));
            case LEVEL -> into.severity(LEVELS.get(end));
            case THREAD -> into.thread(value(step, start, end));
            case LOGGER -> into.logger(value(step, start, end));
            case REQUEST_ID -> into.requestId(id(value(step, start, end)));
            case CUT_ID -> unsure |= id(value(step, start, end)) != null;
            case MDC -> into.requestId(id(fromMap(value(step, start, end))));
            case ASYNC_ID -> into.asyncId(taskId(value(step, start, end)));
            case TRIGGER_ASYNC_ID -> into.triggerAsyncId(taskId(value(step, start, end)));
            case SERVICE -> into.service(orNull(value(step, start, end)));
            case PROCESS -> into.process(orNull(value(step, start, end)));
            case NONE, MESSAGE, STACK -> {}
        }
    }

    private long time(Step step, int start) {
        DatePattern date = step.date;
        Stamp stamp = new Stamp();
        if (date == null || date.match(bytes, start, bytes.length, stamp) < 0) {
            return Event.NO_TIME;
        }
        return clock.epochNanos(stamp);
    }

    private long number(int start, int end, long unit) {
        try {
            return Math.multiplyExact(Long.parseLong(Lines.text(bytes, start, end)), unit);
        } catch (NumberFormatException | ArithmeticException noTime) {
            return Event.NO_TIME;
        }
    }

    private String value(Step step, int start, int end) {
        int from = start;
        int to = end;
        if (step.width.least() > 0) {
            while (step.width.padLeft() && from < to && bytes[from] == ' ') {
                from++;
            }
            while (!step.width.padLeft() && to > from && bytes[to - 1] == ' ') {
                to--;
            }
        }
        return Lines.text(bytes, from, to);
    }

    private @Nullable String id(@Nullable String value) {
        return value == null || absent.contains(value) ? null : IdKeys.idOf(value);
    }

    /** {@code key=value, key=value}, as {@code %mdc} prints it. */
    private @Nullable String fromMap(String map) {
        for (String key : keys.names()) {
            String start = key + "=";
            int at = map.startsWith(start) ? 0 : map.indexOf(", " + start);
            if (at >= 0) {
                int from = map.indexOf('=', at) + 1;
                int end = map.indexOf(", ", from);
                return map.substring(from, end < 0 ? map.length() : end);
            }
        }
        return null;
    }

    static long taskId(String value) {
        if (value.isEmpty() || value.length() > 18) {
            return Event.NO_ASYNC_ID;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return Event.NO_ASYNC_ID;
            }
        }
        return Long.parseLong(value);
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value;
    }
}
