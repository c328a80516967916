package io.reqid.search.command;

import io.reqid.search.event.Formats;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Printable;
import io.reqid.search.scan.Search;
import io.reqid.search.scan.SearchOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call reads, and how it understands it: the flags of the heading "What is read". */
final class Reading {
    private static final int MOST_THREADS = 1024;

    private Reading() {}

    /** {@return a search in what the paths name} */
    static Search search(Call call, List<String> paths) throws UsageException {
        SearchOptions options = options(call);
        Formats formats = formats(call);
        LogSet logs = logs(call, paths);
        return new Search(logs, new FormatRules(formats), options, call.progress(), call.messages());
    }

    /** {@return the files that the paths name} */
    static LogSet logs(Call call, List<String> paths) throws UsageException {
        return logs(call, paths, call.messages());
    }

    /** {@return the files that the paths name, with somebody else told of those that cannot be read} */
    static LogSet logs(Call call, List<String> paths, Notes notes) throws UsageException {
        InputOptions options =
                InputOptions.standard().withStandardInput(call.surroundings().in());
        try {
            for (String rule : call.arguments().values(Flag.SERVICE)) {
                options = options.withService(rule);
            }
        } catch (IllegalArgumentException e) {
            throw fault(Flag.SERVICE, e);
        }
        try {
            return LogSet.resolve(paths, options, notes);
        } catch (IllegalArgumentException e) {
            throw new UsageException("PATH: " + e.getMessage());
        }
    }

    /** {@return how files are understood} */
    static Formats formats(Call call) throws UsageException {
        ZoneId zone = givenZone(call);
        Formats formats = zone == null ? Formats.standard() : Formats.standard().withZone(zone);
        formats = withPatterns(formats, call.arguments());
        formats = withConfiguration(formats, call.arguments());
        String field = call.arguments().value(Flag.ID_FIELD).orElse(null);
        try {
            return field == null ? formats : formats.withIdField(field);
        } catch (IllegalArgumentException e) {
            throw fault(Flag.ID_FIELD, e);
        }
    }

    private static Formats withPatterns(Formats formats, Arguments arguments) throws UsageException {
        Formats all = formats;
        try {
            for (String pattern : arguments.values(Flag.PATTERN)) {
                all = all.withPattern(pattern);
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw fault(Flag.PATTERN, e);
        }
    }

    private static Formats withConfiguration(Formats formats, Arguments arguments) throws UsageException {
        String file = arguments.value(Flag.LOGBACK).orElse(null);
        if (file == null) {
            return formats;
        }
        try {
            return formats.withLogback(Path.of(file));
        } catch (InvalidPathException | IOException e) {
            throw new UsageException(
                    Flag.LOGBACK.typed() + " " + Printable.text(file) + " cannot be read: " + reason(e));
        } catch (IllegalArgumentException e) {
            throw fault(Flag.LOGBACK, e);
        }
    }

    /** {@return the zone of stamps without one and of what people read} */
    static ZoneId zone(Call call) throws UsageException {
        ZoneId given = givenZone(call);
        return given == null ? ZoneId.systemDefault() : given;
    }

    private static @Nullable ZoneId givenZone(Call call) throws UsageException {
        String typed = call.arguments().value(Flag.TZ).orElse(null);
        return typed == null ? call.surroundings().zone() : TimeArguments.zone(Flag.TZ, typed);
    }

    private static SearchOptions options(Call call) throws UsageException {
        Arguments arguments = call.arguments();
        Instant since = time(call, Flag.SINCE);
        Instant until = time(call, Flag.UNTIL);
        if (since != null && until != null && since.isAfter(until)) {
            throw new UsageException("--since must not be after --until, found " + since + " and " + until);
        }
        SearchOptions options =
                SearchOptions.standard().withSince(since).withUntil(until).withIndexes(indexDirectory(call));
        String within = arguments.value(Flag.WITHIN).orElse(null);
        if (within != null) {
            Duration duration = TimeArguments.duration(Flag.WITHIN, within);
            options = options.withWithin(duration);
        }
        if (arguments.has(Flag.WHOLE)) {
            options = options.withWholeFiles();
        }
        return arguments.has(Flag.THREADS)
                ? options.withThreads(arguments.number(Flag.THREADS, 1, MOST_THREADS))
                : options;
    }

    /** {@return the directory of the indexes, or null if they lie beside the logs} */
    static @Nullable Path indexDirectory(Call call) throws UsageException {
        String typed = call.arguments().value(Flag.INDEX_DIR).orElse(null);
        String given = typed != null ? typed : call.surroundings().env().getOrDefault("REQID_INDEX_DIR", "");
        String name = typed != null ? Flag.INDEX_DIR.typed() : "REQID_INDEX_DIR";
        if (given.isEmpty() && typed == null) {
            return null;
        }
        try {
            Path directory = Path.of(given);
            if (given.isEmpty() || (Files.exists(directory) && !Files.isDirectory(directory))) {
                throw new UsageException(name + " needs a directory, found \"" + Printable.text(given) + "\"");
            }
            return directory;
        } catch (InvalidPathException e) {
            throw new UsageException(name + " needs a directory, found \"" + Printable.text(given) + "\"");
        }
    }

    private static @Nullable Instant time(Call call, Flag flag) throws UsageException {
        String typed = call.arguments().value(flag).orElse(null);
        return typed == null ? null : new TimeArguments(call.surroundings().now(), zone(call)).time(flag, typed);
    }

    private static UsageException fault(Flag flag, IllegalArgumentException e) {
        return new UsageException(flag.typed() + ": " + reason(e));
    }

    /** {@return why something failed, without the name of the file, which is told anyway} */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return Printable.text(failed.getReason());
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Printable.whole(message);
    }
}
