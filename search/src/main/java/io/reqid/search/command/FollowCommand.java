package io.reqid.search.command;

import io.reqid.search.event.Event;
import io.reqid.search.event.Formats;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.input.LogFile;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import io.reqid.search.scan.Follow;
import io.reqid.search.scan.Owned;
import io.reqid.search.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code reqid follow}: events as they are written, until the process is interrupted or all pipes have ended. */
final class FollowCommand implements Follow.Sink {
    private static final long POLL_MILLIS = 200;
    private static final long LAST_WORDS_MILLIS = 2_000;

    private final Call call;
    private final Predicate<Event> wanted;
    private final List<String> paths;
    private final View json;
    private final Set<String> missing = new HashSet<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean any;

    private FollowCommand(Call call, Targets targets) throws UsageException {
        this.call = call;
        this.wanted = wanted(call.arguments(), targets);
        this.paths = targets.paths();
        this.json = View.json(call.out(), ViewChoice.options(call).withMinSeverity(null), note -> {});
    }

    static int run(Call call) throws UsageException, IOException {
        Arguments arguments = call.arguments();
        if (arguments.has(Flag.RAW) && arguments.has(Flag.JSON)) {
            throw new UsageException("--raw and --json cannot be shown at once; give one of them");
        }
        Targets targets = arguments.has(Flag.ERRORS)
                ? new Targets(List.of(), Targets.paths(arguments.words(), call.surroundings()))
                : Targets.of(arguments.words(), call.surroundings());
        return new FollowCommand(call, targets).run();
    }

    private static Predicate<Event> wanted(Arguments arguments, Targets targets) {
        Predicate<Event> asked =
                arguments.has(Flag.ERRORS) ? event -> event.severity() == Severity.ERROR : new Owned(targets.ids());
        Severity least = ViewChoice.minSeverity(arguments);
        return event -> asked.test(event) && FindCommand.isWanted(event, least);
    }

    private int run() throws UsageException, IOException {
        Formats formats = Reading.formats(call);
        List<LogFile> first = files(call.messages());
        if (first.isEmpty() && missing.isEmpty()) {
            call.messages().error("no log to follow");
            return ExitCode.NONE;
        }
        boolean pipesAlone = paths.stream().allMatch(FollowCommand::isPipe);
        call.surroundings().atExit().accept(this::interrupt);
        try (Follow follow = new Follow(this::laterFiles, formats::detect, call.messages(), this)) {
            do {
                follow.step(System.nanoTime());
                call.out().flush();
            } while (!(pipesAlone && follow.isOver()) && !stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
        boolean ended = stop.getCount() > 0;
        return ended ? foundOrNone() : ExitCode.INTERRUPTED;
    }

    private int foundOrNone() {
        return any ? ExitCode.FOUND : ExitCode.NONE;
    }

    private static boolean isPipe(String path) {
        try {
            Path file = Path.of(path);
            return path.equals(Targets.STANDARD_INPUT)
                    || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file));
        } catch (InvalidPathException e) {
            return false; // a pattern of files
        }
    }

    private void end() throws IOException {
        try {
            call.out().flush();
        } finally {
            stopped.countDown();
        }
    }

    /** Lets what is known to be whole be written before the process ends. */
    private void interrupt() {
        stop.countDown();
        try {
            if (!stopped.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                call.messages().error("ended in the middle of writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<LogFile> laterFiles() {
        try {
            return files(note -> {});
        } catch (UsageException e) {
            throw new IllegalStateException(e); // the paths were good at first
        }
    }

    private List<LogFile> files(Notes notes) throws UsageException {
        List<String> there = new ArrayList<>();
        for (String path : paths) {
            if (mayBeThere(path)) {
                there.add(path);
            } else if (missing.add(path)) {
                notes.add(new Note(
                        Kind.HINT, Printable.text(path), "is not there yet; it is followed when it appears", ""));
            }
        }
        return Reading.logs(call, there, notes).files();
    }

    private static boolean mayBeThere(String path) {
        try {
            return path.equals(Targets.STANDARD_INPUT) || Files.exists(Path.of(path)) || path.matches(".*[*?\\[{].*");
        } catch (InvalidPathException e) {
            return true; // it is told what is wrong with it
        }
    }

    @Override
    public void event(Event event) {
        if (wanted.test(event)) {
            show(event);
        }
    }

    @Override
    public void more(Event begun, Event more) {
        if (wanted.test(begun)) {
            show(more);
        }
    }

    private void show(Event event) {
        any = true;
        try {
            if (call.arguments().has(Flag.JSON)) {
                @Nullable String id = event.requestId();
                json.show(List.of(new RequestLog(Objects.requireNonNullElse(id, ""), List.of(event), List.of())));
            } else if (call.surroundings().terminal().output()
                    && !call.arguments().has(Flag.RAW)) {
                showEscaped(new String(event.bytes(), StandardCharsets.UTF_8));
            } else {
                showRaw(event.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void showEscaped(String text) throws IOException {
        for (String line : text.stripTrailing().split("\r?\n", -1)) {
            call.print(Printable.whole(line.replace("\t", "    ")) + "\n");
        }
    }

    private void showRaw(byte[] bytes) throws IOException {
        call.out().write(bytes);
        if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
            call.out().write('\n');
        }
    }
}
