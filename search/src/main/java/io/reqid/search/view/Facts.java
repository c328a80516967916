package io.reqid.search.view;

import java.util.ArrayList;
import java.util.List;

/** What is said of a request behind its id. */
final class Facts {
    private Facts() {}

    /** {@return events, tasks, duration, errors and sources, as far as there are any} */
    static List<String> of(Summary summary, int tasks, String sources, Visible visible) {
        if (summary.events() == 0) {
            return List.of("no events found");
        }
        List<String> facts = new ArrayList<>();
        facts.add(EventSelection.count(summary.events(), "event"));
        if (tasks > 0) {
            facts.add(EventSelection.count(tasks, "task"));
        }
        if (summary.hasTime()) {
            facts.add(Times.span(summary.durationNanos(), " "));
        }
        if (summary.errors() > 0) {
            facts.add(EventSelection.count(summary.errors(), "error"));
        }
        facts.add(visible.line(sources));
        return facts;
    }
}
