package io.reqid.search.command;

import io.reqid.RequestId;
import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import io.reqid.search.scan.Search;
import io.reqid.search.view.View;
import io.reqid.search.view.ViewOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The command without a name: everything that some requests did. */
final class SearchCommand {
    private final Call call;
    private final ViewChoice choice;
    private final ViewOptions options;
    private final Targets targets;

    private SearchCommand(Call call) throws UsageException, IOException {
        this.call = call;
        this.choice = ViewChoice.of(call.arguments());
        this.options = ViewChoice.options(call);
        this.targets = Targets.of(call.arguments().words(), call.surroundings());
    }

    static int run(Call call) throws UsageException, IOException {
        return new SearchCommand(call).run();
    }

    private int run() throws UsageException, IOException {
        Search search = Reading.search(call, targets.paths());
        List<RequestLog> logs = search.requests(targets.ids(), call.arguments().has(Flag.PREFIX));
        call.searched();
        boolean any = false;
        boolean anyShown = false;
        for (RequestLog log : logs) {
            any |= !log.events().isEmpty();
            anyShown |= !log.events().isEmpty()
                    || (options.mentions() && !log.mentions().isEmpty());
        }
        if (anyShown) {
            show(logs);
        }
        for (RequestLog log : logs) {
            hint(log, search);
        }
        return any ? ExitCode.FOUND : ExitCode.NONE;
    }

    private void show(List<RequestLog> logs) throws IOException, UsageException {
        ViewChoice view = choice.resolved(logs, call.surroundings().terminal().output());
        String file = call.arguments().value(Flag.HTML).orElse(null);
        if (view == ViewChoice.HTML && file != null && !file.equals("-")) {
            PageFile.write(file, logs, inZone(), call);
        } else {
            view(view, call.out()).show(logs);
        }
    }

    private ViewOptions inZone() throws UsageException {
        return options.withZone(Reading.zone(call));
    }

    private View view(ViewChoice view, OutputStream out) throws UsageException {
        return switch (view) {
            case TREE -> View.tree(out, inZone());
            case LANES -> View.lanes(out, inZone());
            case RAW -> View.raw(out, options, call.messages());
            case JSON -> View.json(out, options, call.messages());
            case HTML -> View.html(out, inZone());
            case DRAWN, ANY -> throw new IllegalStateException("view is not resolved: " + view);
        };
    }

    private void hint(RequestLog log, Search search) {
        if (!log.events().isEmpty()) {
            return; // what is not shown of them, the view tells
        }
        int mentions = options.mentions() ? 0 : log.mentions().size();
        if (mentions > 0) {
            hint(log, "no event of its own, but it stands in " + events(mentions), "--mentions shows them");
        } else {
            String older = older(log.id(), search);
            hint(log, "no event found", older == null ? advice() : older);
        }
    }

    private String advice() {
        Arguments arguments = call.arguments();
        boolean bounded = arguments.has(Flag.SINCE) || arguments.has(Flag.UNTIL) || arguments.has(Flag.WITHIN);
        return bounded ? "try without --since, --until and --within" : "";
    }

    /** {@return that the id tells a time before all that was logged, or null} */
    private @Nullable String older(String id, Search search) {
        Instant created = RequestId.parse(id).flatMap(RequestId::createdAt).orElse(null);
        OptionalLong oldest = created == null ? OptionalLong.empty() : search.oldestMillis();
        if (created == null || oldest.isEmpty() || created.toEpochMilli() >= oldest.getAsLong()) {
            return null;
        }
        return "it is of " + created + ", older than your oldest file, which begins at "
                + Instant.ofEpochMilli(oldest.getAsLong()) + ": look in older files";
    }

    private void hint(RequestLog log, String found, String advice) {
        call.messages().add(new Note(Kind.HINT, Printable.text(log.id()), found, advice));
    }

    private static String events(int count) {
        return count == 1 ? "1 event" : count + " events";
    }
}
