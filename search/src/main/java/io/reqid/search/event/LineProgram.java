package io.reqid.search.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions that tell whether a line has a form, and where its fields are. Immutable once made. */
final class LineProgram {
    private final Step[] steps;
    private final int captures;
    private final boolean words;

    LineProgram(List<Step> list) {
        this.steps = list.toArray(new Step[0]);
        int count = 0;
        boolean word = false;
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            word |= step.word;
            if (step.field != Field.NONE) {
                step.capture = count++;
            }
            if (step.kind == Step.Kind.TEXT) {
                First follow = new First();
                follow.add(i + 1);
                step.follow = follow.any ? null : follow.bytes;
                step.mayEnd = follow.any || follow.end;
            }
        }
        this.captures = count;
        this.words = word;
    }

    int size() {
        return steps.length;
    }

    Step step(int index) {
        return steps[index];
    }

    int captures() {
        return captures;
    }

    /** {@return whether texts that should be words are in it} */
    boolean holdsWords() {
        return words;
    }

    /** {@return whether a step keeps a field} */
    boolean holds(Field field) {
        for (Step step : steps) {
            if (step.field == field) {
                return true;
            }
        }
        return false;
    }

    /** {@return the bytes that a match may begin with, or null if any} */
    boolean @Nullable [] firstBytes() {
        First first = new First();
        first.add(0);
        return first.any || first.end ? null : first.bytes;
    }

    /** What may come next. */
    private final class First {
        final boolean[] bytes = new boolean[256];
        boolean any;
        boolean end;

        /** Targets only point forward, so this ends. */
        void add(int from) {
            for (int i = from; i < steps.length; i++) {
                Step step = steps[i];
                switch (step.kind) {
                    case LITERAL -> bytes[step.literal[0] & 0xff] = true;
                    case WORDS -> words(step);
                    case DIGITS -> digits();
                    case SPACES -> bytes[' '] = true;
                    case COLOURS -> bytes[0x1b] = true;
                    case SPLIT -> add(step.target);
                    case JUMP -> i = step.target - 1;
                    case LINE_END, END -> end = true;
                    case DATE, TEXT, REST -> any = true;
                }
                if (!mayBeEmpty(step.kind)) {
                    return;
                }
            }
            any = true;
        }

        private boolean mayBeEmpty(Step.Kind kind) {
            return switch (kind) {
                case SPACES, COLOURS, SPLIT, JUMP -> true;
                default -> false;
            };
        }

        private void words(Step step) {
            for (byte[] word : step.words) {
                if (word.length == 0) {
                    any = true;
                } else {
                    bytes[word[0] & 0xff] = true;
                }
            }
        }

        private void digits() {
            for (char c = '0'; c <= '9'; c++) {
                bytes[c] = true;
            }
            bytes['?'] = true;
            bytes['-'] = true;
        }
    }
}
