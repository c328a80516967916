package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.input.LogSet;
import io.reqid.search.input.TextKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every event of all files: one thread reads, others look, and the caller's thread is given what they found in
 * file order. Never more than a few blocks are in memory. For one run.
 */
final class FullScan implements AutoCloseable {
    private final LogSet logs;
    private final Context context;
    private final Function<Block, List<Event>> look;
    private final Consumer<Event> sink;
    private final Tasks tasks;
    private final int mostWaiting;
    private final Deque<Future<List<Event>>> waiting = new ArrayDeque<>();
    /** The last event of the file before, which the next one of its set may continue. */
    private @Nullable Block held;

    private int heldSet = -1;

    FullScan(LogSet logs, Context context, int threads, Function<Block, List<Event>> look, Consumer<Event> sink) {
        this.logs = logs;
        this.context = context;
        this.look = look;
        this.sink = sink;
        this.tasks = new Tasks(threads);
        this.mostWaiting = 2 * threads;
    }

    void run(List<LogFile> files) {
        context.progress().expect(files.stream().mapToLong(LogFile::size).sum());
        files.forEach(this::read);
        letGo();
        while (!waiting.isEmpty()) {
            deliver();
        }
    }

    private void read(LogFile file) {
        if (heldSet != file.set()) {
            letGo();
        }
        heldSet = file.set();
        try (LogInput in = file.open(context.notes(), context.progress()::read)) {
            byte[] head = new byte[context.limits().head()];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            if (text.isPresent()) {
                int bom = TextKind.bomLength(head, head.length);
                byte[] ahead = Arrays.copyOfRange(head, bom, head.length);
                readBlocks(new BlockReader(text.get(), in::read, bom, ahead, context.notes()), hasAfter(file));
            } else {
                letGo();
            }
        } catch (IOException unreadable) {
            letGo();
            context.notes().add(Part.unreadable(file, unreadable));
        }
    }

    private boolean hasAfter(LogFile file) {
        return file.order() + 1 < logs.files().size()
                && logs.files().get(file.order() + 1).set() == file.set();
    }

    private void readBlocks(BlockReader blocks, boolean goesOn) throws IOException {
        boolean first = true;
        for (Block block = blocks.next(); block != null; block = blocks.next()) {
            Block events = first ? withoutHead(block) : block;
            first = false;
            if (events.from() < events.to()) {
                letGo();
                hand(goesOn ? withoutTail(events) : events.copy());
            }
        }
    }

    /** {@return the events of the first block of a file; lines before them go to the event that is held} */
    private Block withoutHead(Block block) {
        Block before = held;
        int end = before == null
                ? block.from()
                : block.text().boundaries().boundaryFrom(block.bytes(), block.from(), block.to());
        if (before != null && end > block.from()) {
            held = Seams.joined(before, block.part(block.from(), end));
        }
        return block.part(end, block.to());
    }

    private Block withoutTail(Block events) {
        int start = events.tailStart();
        if (start == Boundaries.NONE) {
            return events.copy();
        }
        held = events.part(start, events.to()).copy();
        return events.part(events.from(), start).copy();
    }

    private void letGo() {
        Block last = held;
        held = null;
        if (last != null) {
            hand(last);
        }
    }

    private void hand(Block block) {
        if (waiting.size() >= mostWaiting) {
            deliver();
        }
        waiting.add(tasks.submit(() -> look.apply(block)));
    }

    private void deliver() {
        List<Event> events = Tasks.result(waiting.remove());
        context.progress().found(events.size());
        events.forEach(sink);
    }

    @Override
    public void close() {
        tasks.close();
    }
}
