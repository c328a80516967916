package io.reqid.search.command;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code reqid top}: the slowest requests, or those with most errors. */
final class TopCommand {
    private static final int USUAL = 10;
    private static final int MOST = 1_000_000;
    private static final double NANOS = 1e9;
    private static final double NANOS_OF_MILLI = 1e6;

    private TopCommand() {}

    static int run(Call call) throws UsageException, IOException {
        Arguments arguments = call.arguments();
        boolean errors = arguments.has(Flag.ERRORS);
        if (errors && arguments.has(Flag.SLOW)) {
            throw new UsageException("--slow and --errors cannot be shown at once; give one of them");
        }
        int number = arguments.number(Flag.NUMBER, USUAL, MOST);
        ZoneId zone = Reading.zone(call);
        Tally tally = new Tally();
        Reading.search(call, Targets.paths(arguments.words(), call.surroundings()))
                .allEvents(tally::add);
        call.searched();
        List<Tally.Request> top = tally.requests().stream()
                .filter(request -> !errors || request.errors() > 0)
                .sorted(order(errors))
                .limit(number)
                .toList();
        call.print(arguments.has(Flag.JSON) ? json(top) : text(top, zone, call));
        tally.explain(call.messages());
        return top.isEmpty() ? ExitCode.NONE : ExitCode.FOUND;
    }

    private static Comparator<Tally.Request> order(boolean errors) {
        Comparator<Tally.Request> most = errors
                ? Comparator.comparingLong(Tally.Request::errors)
                : Comparator.comparingLong(Tally.Request::durationNanos);
        return most.reversed().thenComparing(Tally.Request::firstNanos).thenComparing(Tally.Request::id);
    }

    private static String text(List<Tally.Request> top, ZoneId zone, Call call) {
        Table table = new Table();
        if (call.surroundings().terminal().output() && !top.isEmpty()) {
            table.row("REQUEST", "FIRST", "DURATION", "EVENTS", "ERRORS", "WORST");
        }
        for (Tally.Request request : top) {
            table.row(
                    request.id(),
                    Table.time(request.firstNanos(), zone),
                    String.format(Locale.ROOT, "%.3fs", request.durationNanos() / NANOS),
                    Long.toString(request.events()),
                    Long.toString(request.errors()),
                    FindCommand.level(request));
        }
        return table.text();
    }

    private static String json(List<Tally.Request> top) {
        StringBuilder text = new StringBuilder();
        for (Tally.Request request : top) {
            text.append("{\"reqId\":\"").append(request.id()).append('"');
            FindCommand.appendTime(text, "first", request.firstNanos());
            FindCommand.appendTime(text, "last", request.lastNanos());
            text.append(String.format(
                    Locale.ROOT, ",\"durationMillis\":%.6f", request.durationNanos() / NANOS_OF_MILLI));
            text.append(",\"events\":").append(request.events());
            text.append(",\"errors\":").append(request.errors());
            FindCommand.appendLevel(text, request);
            text.append("}\n");
        }
        return text.toString();
    }
}
