package io.reqid.search.command;

import io.reqid.search.event.Event;
import io.reqid.search.event.Severity;
import io.reqid.search.scan.Search;
import io.reqid.search.scan.TextQuery;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code reqid find}: the requests whose events hold a text. */
final class FindCommand {
    private FindCommand() {}

    static int run(Call call) throws UsageException, IOException {
        List<String> words = call.arguments().words();
        if (words.isEmpty()) {
            throw new UsageException("nothing to find given. Type: reqid find " + Command.FIND.operands());
        }
        TextQuery query = query(words.get(0));
        ZoneId zone = Reading.zone(call);
        List<String> paths = Targets.paths(words.subList(1, words.size()), call.surroundings());
        Search search = Reading.search(call, paths);
        Severity least = ViewChoice.minSeverity(call.arguments());
        Tally tally = new Tally();
        search.eventsWith(query, event -> {
            if (isWanted(event, least)) {
                tally.add(event);
            }
        });
        call.searched();
        List<Tally.Request> found = tally.requests();
        found.sort(Comparator.comparing((Tally.Request request) -> request.firstNanos() == Event.NO_TIME)
                .thenComparing(Tally.Request::firstNanos)
                .thenComparing(Tally.Request::id));
        call.print(call.arguments().has(Flag.JSON) ? json(found) : text(found, zone, call));
        tally.explain(call.messages());
        return found.isEmpty() ? ExitCode.NONE : ExitCode.FOUND;
    }

    static boolean isWanted(Event event, @Nullable Severity least) {
        Severity severity = event.severity();
        return least == null || severity == null || severity.compareTo(least) >= 0;
    }

    /** {@return the query for a text, or for a regular expression between slashes} */
    private static TextQuery query(String typed) throws UsageException {
        try {
            boolean regex = typed.length() > 2 && typed.startsWith("/") && typed.endsWith("/");
            return regex ? TextQuery.regex(typed.substring(1, typed.length() - 1)) : TextQuery.literal(typed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("reqid find: " + Reading.reason(e));
        }
    }

    private static String text(List<Tally.Request> found, ZoneId zone, Call call) {
        Table table = new Table();
        if (call.surroundings().terminal().output() && !found.isEmpty()) {
            table.row("REQUEST", "FIRST", "EVENTS", "WORST");
        }
        for (Tally.Request request : found) {
            table.row(
                    request.id(),
                    Table.time(request.firstNanos(), zone),
                    Long.toString(request.events()),
                    level(request));
        }
        return table.text();
    }

    private static String json(List<Tally.Request> found) {
        StringBuilder text = new StringBuilder();
        for (Tally.Request request : found) {
            text.append("{\"reqId\":\"").append(request.id()).append('"');
            appendTime(text, "first", request.firstNanos());
            text.append(",\"events\":").append(request.events());
            appendLevel(text, request);
            text.append("}\n");
        }
        return text.toString();
    }

    static String level(Tally.Request request) {
        Severity worst = request.worst();
        return worst == null ? "-" : worst.name();
    }

    static void appendTime(StringBuilder text, String name, long nanos) {
        if (nanos != Event.NO_TIME) {
            text.append(",\"").append(name).append("\":\"").append(Table.exactTime(nanos)).append('"');
        }
    }

    static void appendLevel(StringBuilder text, Tally.Request request) {
        Severity worst = request.worst();
        if (worst != null) {
            text.append(",\"level\":\"").append(worst.name()).append('"');
        }
    }
}
