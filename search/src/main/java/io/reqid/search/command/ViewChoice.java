package io.reqid.search.command;

import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.report.Printable;
import io.reqid.search.view.View;
import io.reqid.search.view.ViewOptions;
import io.reqid.search.view.ViewOptions.Stack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which view is asked for, by the flags of the heading "What is shown". */
enum ViewChoice {
    TREE,
    LANES,
    RAW,
    JSON,
    HTML,
    /** A tree if there are tasks to show, else lanes. */
    DRAWN,
    /** Nothing was asked for. */
    ANY;

    /** {@return the view that the flags ask for, if they agree} */
    static ViewChoice of(Arguments arguments) throws UsageException {
        List<ViewChoice> asked = new ArrayList<>();
        List<String> typed = new ArrayList<>();
        ask(arguments, Flag.HTML, HTML, asked, typed);
        ask(arguments, Flag.JSON, JSON, asked, typed);
        if (!arguments.has(Flag.JSON)) { // --json --raw is JSON that holds the bytes too
            ask(arguments, Flag.RAW, RAW, asked, typed);
        }
        ask(arguments, Flag.TREE, TREE, asked, typed);
        boolean time = arguments.value(Flag.ORDER).orElse("").equals("time");
        ask(arguments, Flag.ORDER, time ? LANES : TREE, asked, typed);
        if (asked.isEmpty() || !isDrawn(asked.get(0))) {
            ask(arguments, Flag.TIMELINE, DRAWN, asked, typed);
        }
        if (new HashSet<>(asked).size() > 1) {
            throw new UsageException(String.join(" and ", typed) + " cannot be shown at once; give one of them");
        }
        return asked.isEmpty() ? ANY : asked.get(0);
    }

    private static void ask(
            Arguments arguments, Flag flag, ViewChoice choice, List<ViewChoice> asked, List<String> typed) {
        if (arguments.has(flag)) {
            asked.add(choice);
            typed.add(flag.typed());
        }
    }

    private static boolean isDrawn(ViewChoice choice) {
        return choice == TREE || choice == LANES;
    }

    /** {@return the view for what was found: drawn for a terminal, exact bytes for pipes, if nothing was asked for} */
    ViewChoice resolved(List<RequestLog> logs, boolean terminal) {
        if (this == ANY && !terminal) {
            return RAW;
        }
        if (this == ANY || this == DRAWN) {
            return View.hasTasks(logs) ? TREE : LANES;
        }
        return this;
    }

    /** {@return how it is to look, but for the time zone, which takes long to load and which not every view needs} */
    static ViewOptions options(Call call) throws UsageException {
        Arguments arguments = call.arguments();
        Terminal terminal = call.surroundings().terminal();
        return ViewOptions.STANDARD
                .withWidth(terminal.output() ? terminal.columns() : 0)
                .withColor(call.colored())
                .withCharset(terminal.charset())
                .withStack(stack(arguments))
                .withMinSeverity(minSeverity(arguments))
                .withTask(task(arguments))
                .withMentions(arguments.has(Flag.MENTIONS))
                .withTimeline(arguments.has(Flag.TIMELINE))
                .withRaw(arguments.has(Flag.RAW));
    }

    /** {@return the mildest level that is wanted, or null} */
    static @Nullable Severity minSeverity(Arguments arguments) {
        String level = arguments.value(Flag.MIN_LEVEL).orElse(null);
        return level == null ? null : Severity.valueOf(level.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Stack stack(Arguments arguments) {
        String stack = arguments.value(Flag.STACK).orElse(null);
        return stack == null ? null : Stack.valueOf(stack.toUpperCase(Locale.ROOT));
    }

    private static OptionalLong task(Arguments arguments) throws UsageException {
        String typed = arguments.value(Flag.TASK).orElse(null);
        if (typed == null) {
            return OptionalLong.empty();
        }
        try {
            long task = Long.parseLong(typed);
            if (task >= 0) {
                return OptionalLong.of(task);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(
                "--task must be the number of a task, as %asyncId prints it and the tree shows it, found \""
                        + Printable.text(typed) + "\"");
    }
}
