package io.reqid.search.scan;

import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.input.TextKind;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task of a search: a file, or a part of a large one that lies between two boundaries.
 *
 * @param follows whether a file of the same set comes before it, and this part begins its file
 * @param goesOn whether a file of the same set comes after it, and this part ends its file
 */
record Part(LogFile file, boolean follows, boolean goesOn) {
    /** {@return what a file gives that is read from its beginning to its end} */
    PartResult searchStream(BlockSearch search, Context context) {
        try (LogInput in = file.open(context.notes(), context.reading())) {
            byte[] head = new byte[context.limits().head()];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            if (text.isEmpty()) {
                return PartResult.MISSING;
            }
            int bom = TextKind.bomLength(head, head.length);
            byte[] ahead = Arrays.copyOfRange(head, bom, head.length);
            return searchBlocks(new BlockReader(text.get(), new Input(in), bom, ahead, context.notes()), search);
        } catch (IOException unreadable) {
            context.notes().add(unreadable(unreadable));
            return PartResult.MISSING;
        }
    }

    private record Input(LogInput in) implements Feed {
        @Override
        public int read(byte[] to, int offset, int length) {
            return in.read(to, offset, length);
        }
    }

    /** {@return what a range of a file gives that begins and ends at boundaries} */
    PartResult searchRange(
            SeekableText seekable, TextFile text, long from, long to, BlockSearch search, Context context) {
        try {
            Feed feed = seekable.feed(from, to);
            return searchBlocks(new BlockReader(text, feed, from, new byte[0], context.notes()), search);
        } catch (IOException unreadable) {
            context.notes().add(unreadable(unreadable));
            return PartResult.MISSING;
        }
    }

    private PartResult searchBlocks(BlockReader blocks, BlockSearch search) throws IOException {
        List<Found> found = new ArrayList<>();
        Block head = null;
        Block last = null;
        boolean first = true;
        for (Block block = blocks.next(); block != null; block = blocks.next()) {
            int headEnd = first && follows ? headEnd(block) : block.from();
            if (headEnd > block.from()) {
                head = block.part(block.from(), headEnd).copy();
                last = goesOn ? head : null;
            }
            Block events = block.part(headEnd, block.to());
            found.addAll(search.search(events));
            first = false;
            last = goesOn && events.from() < events.to() ? lastEvent(events) : last;
        }
        return new PartResult(found, head, last, first);
    }

    /** {@return where the lines end that no event of this file has begun} */
    private static int headEnd(Block block) {
        return block.text().boundaries().boundaryFrom(block.bytes(), block.from(), block.to());
    }

    private static @Nullable Block lastEvent(Block block) {
        int start = block.tailStart();
        return start == Boundaries.NONE ? null : block.part(start, block.to()).copy();
    }

    private Note unreadable(IOException fault) {
        return unreadable(file, fault);
    }

    static Note unreadable(LogFile file, IOException fault) {
        return file.note(
                Kind.PARTIAL,
                "could not be read (" + Printable.text(String.valueOf(fault.getMessage())) + "); left out",
                "check the file and who may read it");
    }
}
