package io.reqid.search.command;

import io.reqid.search.event.EventFormat;
import io.reqid.search.event.Formats;
import io.reqid.search.event.LineKind;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code reqid formats}: how each file is understood, and which lines are not. */
final class FormatsCommand {
    private static final int HEAD = 1 << 16;
    private static final int EXAMPLES = 5;

    private final Call call;
    private final Formats formats;

    private FormatsCommand(Call call) throws UsageException {
        this.call = call;
        this.formats = Reading.formats(call);
    }

    static int run(Call call) throws UsageException, IOException {
        List<String> paths = Targets.paths(call.arguments().words(), call.surroundings());
        FormatsCommand command = new FormatsCommand(call);
        List<LogFile> files = Reading.logs(call, paths).files();
        for (LogFile file : files) {
            command.explain(file);
        }
        return files.isEmpty() ? ExitCode.NONE : ExitCode.FOUND;
    }

    private void explain(LogFile file) throws IOException {
        call.progress().expect(file.size());
        Kinds kinds;
        try (LogInput input = file.open(call.messages(), call.progress()::read)) {
            byte[] bytes = new byte[HEAD];
            int got = input.read(bytes, 0, HEAD);
            byte[] head = Arrays.copyOf(bytes, got);
            kinds = new Kinds(formats.detect(file.name(), head, file.modifiedMillis(), call.messages()));
            LineCutter lines = new LineCutter(kinds::add);
            for (; got > 0; got = input.read(bytes, 0, HEAD)) {
                lines.add(bytes, got);
            }
            lines.finish();
        } catch (IOException e) {
            call.messages()
                    .add(file.note(Kind.PARTIAL, "cannot be read: " + Reading.reason(e), "the others were read"));
            return;
        }
        call.print(kinds.text(file));
    }

    /** What the lines of one file are taken for. */
    private static final class Kinds {
        private final EventFormat format;
        private final Map<LineKind, Long> counts = new EnumMap<>(LineKind.class);
        private final List<String> examples = new ArrayList<>();
        private long lines;

        Kinds(EventFormat format) {
            this.format = format;
        }

        void add(byte[] bytes, int from, int to) {
            lines++;
            LineKind kind = format.kindOf(bytes, from, to);
            counts.merge(kind, 1L, Long::sum);
            if ((kind == LineKind.GUESSED || kind == LineKind.RAW) && examples.size() < EXAMPLES) {
                String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                examples.add("  line " + lines + (kind == LineKind.RAW ? " is not understood: " : " fits no format: ")
                        + Printable.text(line) + "\n");
            }
        }

        String text(LogFile file) {
            StringBuilder text = new StringBuilder(Printable.text(file.name()))
                    .append("\n  format    ")
                    .append(Printable.whole(format.description()))
                    .append("\n  service   ")
                    .append(Printable.text(file.service()))
                    .append("\n  id        ")
                    .append(
                            format.knowsRequestId()
                                    ? "its place is known"
                                    : "not in all events is its place known; in others any word of the first line may be it")
                    .append("\n  lines     ")
                    .append(lines)
                    .append(": ")
                    .append(counted())
                    .append('\n');
            examples.forEach(text::append);
            long more = count(LineKind.GUESSED) + count(LineKind.RAW) - examples.size();
            if (more > 0) {
                text.append("  and ").append(more).append(" more such lines\n");
            }
            return text.toString();
        }

        private String counted() {
            return count(LineKind.EVENT) + " begin an event, "
                    + count(LineKind.STACK) + " of stack traces, "
                    + count(LineKind.CONTINUATION) + " continue one, "
                    + count(LineKind.HEADER) + " are headers, "
                    + count(LineKind.GUESSED) + " fit no format, "
                    + count(LineKind.RAW) + " are not understood";
        }

        private long count(LineKind kind) {
            return counts.getOrDefault(kind, 0L);
        }
    }
}
