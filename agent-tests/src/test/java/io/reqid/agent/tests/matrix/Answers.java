package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The verdicts on one row, with a note for each bad one. Thread-safe: the row may still answer when it is printed. */
final class Answers {
    private final Map<Question, Verdict> verdicts = new EnumMap<>(Question.class);
    private final List<String> notes = new ArrayList<>();

    /** Notes a verdict, unless a bad one is known already. */
    synchronized void put(Question question, Verdict verdict, String note) {
        if (verdict.isBad()) {
            notes.add(question + ": " + note);
        }
        verdicts.merge(question, verdict, (old, added) -> old.isBad() ? old : added);
    }

    /** {@return the verdicts, in the order of the questions; what was not answered is not applicable} */
    synchronized List<Verdict> verdicts() {
        List<Verdict> row = new ArrayList<>();
        for (Question question : Question.values()) {
            row.add(verdicts.getOrDefault(question, Verdict.NOT_APPLICABLE));
        }
        return row;
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
