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
import java.util.function.BiFunction;

/** Knows when the first event of a file was logged. For any number of threads. */
final class FirstTimes {
    /** How long a file may be on disk that has no text: that of a few empty members, frames or streams. */
    private static final int LARGEST_BLANK = 1 << 10;

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

    /** {@return whether a file begins with lines that may belong to an event of the file before it} */
    boolean beginsInside(LogFile file) {
        return withHead(file, false, FirstTimes::beginsInside);
    }

    /** {@return whether there is no text in a file, so that an event may go on behind it} */
    boolean isBlank(LogFile file) {
        return file.size() <= LARGEST_BLANK && withHead(file, false, FirstTimes::isBlank);
    }

    private static boolean isBlank(TextFile text, byte[] head) {
        return TextKind.bomLength(head, head.length) == head.length;
    }

    static boolean beginsInside(TextFile text, byte[] head) {
        int begin = TextKind.bomLength(head, head.length);
        return begin < head.length && text.boundaries().boundaryFrom(head, begin, head.length) > begin;
    }

    private long read(LogFile file) {
        return file.isRegular() ? withHead(file, Event.NO_TIME, FirstTimes::firstIn) : Event.NO_TIME;
    }

    private <T> T withHead(LogFile file, T unknown, BiFunction<TextFile, byte[], T> look) {
        // whatever is wrong with the file is said when it is searched
        try (LogInput in = file.open(note -> {}, bytes -> {})) {
            byte[] head = new byte[Math.max(context.limits().head(), LARGEST_BLANK)];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            return text.isEmpty() ? unknown : look.apply(text.get(), head);
        } catch (IOException unreadable) {
            return unknown;
        }
    }

    private static long firstIn(TextFile text, byte[] head) {
        int begin = TextKind.bomLength(head, head.length);
        Block block = new Block(text, begin, head, begin, head.length);
        for (int at = block.from(); at < block.to(); ) {
            int end = block.eventEnd(at);
            Event event = block.event(at, end);
            boolean header = block.isHeader(at);
            if (!header && event.hasTime()) {
                return event.epochNanos();
            }
            at = end;
        }
        return Event.NO_TIME;
    }
}
