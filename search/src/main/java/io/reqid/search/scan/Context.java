package io.reqid.search.scan;

import io.reqid.search.event.EventFormat;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.TextKind;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Progress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What all tasks of a search share; remembers the format of each file. For any number of threads. */
final class Context {
    private final FormatSource formats;
    private final Limits limits;
    private final Progress progress;
    private final Notes notes;
    private final Map<LogFile, Optional<TextFile>> known = new ConcurrentHashMap<>();

    Context(FormatSource formats, Limits limits, Progress progress, Notes notes) {
        this.formats = formats;
        this.limits = limits;
        this.progress = progress;
        this.notes = notes;
    }

    /** {@return the number of the way in which files are understood} */
    long rules() {
        return formats.rules();
    }

    Limits limits() {
        return limits;
    }

    Progress progress() {
        return progress;
    }

    /** {@return what is told how many bytes have been read} */
    LongConsumer reading() {
        return new LongConsumer() {
            @Override
            public void accept(long bytes) {
                progress.read(bytes);
            }
        };
    }

    Notes notes() {
        return notes;
    }

    /** {@return a file as its beginning shows it, or nothing if it cannot be searched, which is noted once} */
    Optional<TextFile> understand(LogFile file, byte[] head) {
        Optional<TextFile> before = known.get(file);
        return before != null ? before : known.computeIfAbsent(file, new Detecting(head));
    }

    private final class Detecting implements Function<LogFile, Optional<TextFile>> {
        private final byte[] head;

        Detecting(byte[] head) {
            this.head = head;
        }

        @Override
        public Optional<TextFile> apply(LogFile file) {
            return detect(file, head);
        }
    }

    private Optional<TextFile> detect(LogFile file, byte[] head) {
        TextKind kind = TextKind.of(head, head.length);
        if (kind == TextKind.UTF_16) {
            notes.add(file.note(
                    Kind.PARTIAL,
                    "is UTF-16; not searched",
                    "convert it first: iconv -f UTF-16 -t UTF-8 FILE | reqid ID -"));
            return Optional.empty();
        }
        if (kind == TextKind.BINARY) {
            notes.add(file.note(Kind.HINT, "looks like no text; searched all the same", ""));
        }
        byte[] shown = Arrays.copyOfRange(head, TextKind.bomLength(head, head.length), head.length);
        EventFormat format = formats.detect(file.name(), shown, file.modifiedMillis(), notes);
        notes.add(file.note(Kind.DETAIL, "is read as " + format.description(), ""));
        return Optional.of(TextFile.of(file, format, limits));
    }
}
