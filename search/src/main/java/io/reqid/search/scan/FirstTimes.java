package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.input.TextKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows when the first event of a file was logged. For any number of threads. */
final class FirstTimes {
    private final Context context;
    private final Map<LogFile, Long> known = new ConcurrentHashMap<>();

    FirstTimes(Context context) {
        this.context = context;
    }

    /**
     * {@return the time of the first event in the head of a file that has one, in nanoseconds, or {@link Event#NO_TIME} if
     * none has, the file cannot be read, or can be read only once}
     */
    long of(LogFile file) {
        return known.computeIfAbsent(file, this::read);
    }

    private long read(LogFile file) {
        if (!file.isRegular()) {
            return Event.NO_TIME;
        }
        // whatever is wrong with the file is said when it is searched
        try (LogInput in = file.open(note -> {}, bytes -> {})) {
            byte[] head = new byte[context.limits().head()];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            return text.isEmpty() ? Event.NO_TIME : firstIn(text.get(), head);
        } catch (IOException unreadable) {
            return Event.NO_TIME;
        }
    }

    private static long firstIn(TextFile text, byte[] head) {
        int begin = TextKind.bomLength(head, head.length);
        Block block = new Block(text, begin, head, begin, head.length);
        for (int at = block.from(); at < block.to(); ) {
            int end = block.eventEnd(at);
            Event event = block.event(at, end);
            boolean header = Boundaries.isHeader(head, at, end);
            if (!header && event.hasTime()) {
                return event.epochNanos();
            }
            at = end;
        }
        return Event.NO_TIME;
    }
}
