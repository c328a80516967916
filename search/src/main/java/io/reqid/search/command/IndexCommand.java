package io.reqid.search.command;

import io.reqid.search.event.Formats;
import io.reqid.search.index.IndexPlace;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Printable;
import io.reqid.search.scan.Indexer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code reqid index}: makes, shows, checks and removes the indexes beside logs that are not written any more. */
final class IndexCommand {
    private static final int MOST_THREADS = 1024;

    private IndexCommand() {}

    static int run(Call call) throws UsageException, IOException {
        List<String> words = call.arguments().words();
        String action = words.isEmpty() ? "" : words.get(0);
        if (!Completion.operands(Command.INDEX).contains(action)) {
            throw new UsageException("reqid index needs one of "
                    + String.join(", ", Completion.operands(Command.INDEX)) + ", found \"" + Printable.text(action)
                    + "\"");
        }
        boolean reblock = call.arguments().has(Flag.REBLOCK);
        if (reblock && !action.equals("build")) {
            throw new UsageException("--reblock goes with reqid index build, found " + action);
        }
        Indexer indexer = indexer(call, words.subList(1, words.size()));
        return switch (action) {
            case "build" -> show(call, reblock ? indexer.reblock() : indexer.build());
            case "verify" -> show(call, indexer.verify());
            case "drop" -> dropped(call, indexer.drop());
            default -> show(call, indexer.status());
        };
    }

    private static Indexer indexer(Call call, List<String> typed) throws UsageException {
        List<String> paths = Targets.paths(typed, call.surroundings());
        if (paths.contains(Targets.STANDARD_INPUT)) {
            throw new UsageException("reqid index works on files and directories, not on standard input; name them, or"
                    + " set REQID_PATH to them");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = call.arguments().number(Flag.THREADS, processors, MOST_THREADS);
        Path directory = Reading.indexDirectory(call);
        IndexPlace place = directory == null ? IndexPlace.besideLogs() : IndexPlace.in(directory);
        Formats formats = Reading.formats(call);
        LogSet logs = Reading.logs(call, paths);
        return new Indexer(logs, new FormatRules(formats), place, threads, call.progress(), call.messages());
    }

    private static int show(Call call, List<Indexer.Status> all) throws IOException {
        call.searched();
        Table table = new Table();
        if (call.surroundings().terminal().output() && !all.isEmpty()) {
            table.row("INDEX", "WORDS", "BYTES", "READS", "LOG");
        }
        for (Indexer.Status each : all) {
            table.row(
                    each.state().name().toLowerCase(Locale.ROOT),
                    Long.toString(each.entries()),
                    Long.toString(each.bytes()),
                    each.seekable() ? "parts" : "whole",
                    Printable.text(each.file().name()));
        }
        call.print(table.text());
        return all.isEmpty() ? ExitCode.NONE : ExitCode.FOUND;
    }

    private static int dropped(Call call, int count) throws IOException {
        call.print(count == 1 ? "1 index removed\n" : count + " indexes removed\n");
        return count == 0 ? ExitCode.NONE : ExitCode.FOUND;
    }
}
