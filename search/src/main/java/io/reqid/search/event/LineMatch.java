package io.reqid.search.event;

import java.util.Arrays;

/**
 * One run of a {@link LineProgram} over bytes: the first match in order of preference, where every text is as short as the
 * rest allows. It takes back choices, but never the same twice: for every text it keeps the range of ends after which the
 * rest is known not to fit, whatever led there. So the cost is bounded by the size of the program times that of the line.
 * For one thread.
 */
final class LineMatch {
    private static final int FRAME = 3;
    private static final int[] NONE = {};
    private static final int LONGEST_NUMBER = 20;

    private final LineProgram program;
    private final byte[] bytes;
    private final int to;
    private final boolean loose;
    private final boolean firstLineOnly;
    private final int[] starts;
    private final int[] ends;
    /** Made when the first choice is taken back: most runs need none. */
    private int[] failedFrom = NONE;

    private int[] failedTo = NONE;
    private final Stamp stamp = new Stamp();
    private int[] stack = new int[FRAME * 8];
    private int depth;
    private int resumeAt;
    private int matchStart;
    private int matchEnd;
    private int lineStart;
    private int lineEnd;

    /**
     * @param lineStart where the line begins that the run begins in
     * @param to where the bytes end
     * @param loose whether texts that should be words may hold spaces
     * @param firstLineOnly whether the end of a line is success
     */
    LineMatch(LineProgram program, byte[] bytes, int lineStart, int to, boolean loose, boolean firstLineOnly) {
        this.program = program;
        this.bytes = bytes;
        this.to = to;
        this.loose = loose;
        this.firstLineOnly = firstLineOnly;
        this.starts = new int[program.captures()];
        this.ends = new int[program.captures()];
        findLine(lineStart);
    }

    /** {@return where the match that begins at a place ends, or -1}; what did not lead to one is remembered */
    int run(int from) {
        Arrays.fill(starts, -1);
        depth = 0;
        int pc = 0;
        int at = from;
        while (true) {
            Step step = program.step(pc);
            int next = step(step, pc, at);
            if (next >= 0 && isDone(step)) {
                matchStart = from;
                matchEnd = next;
                return next;
            }
            if (next >= 0) {
                pc = step.kind == Step.Kind.JUMP ? step.target : pc + 1;
                at = next;
            } else {
                at = retry();
                if (at < 0) {
                    return -1;
                }
                pc = resumeAt;
            }
        }
    }

    private boolean isDone(Step step) {
        return step.kind == Step.Kind.REST
                || step.kind == Step.Kind.END
                || (firstLineOnly && step.kind == Step.Kind.LINE_END);
    }

    /** {@return where the last match began} */
    int matchStart() {
        return matchStart;
    }

    /** {@return where the last match ended} */
    int matchEnd() {
        return matchEnd;
    }

    /** {@return where a field begins, or -1 if the match has none} */
    int start(Step step) {
        return step.capture < 0 ? -1 : starts[step.capture];
    }

    /** {@return where a field ends, or for {@link Step.Kind#WORDS} which word it is} */
    int end(Step step) {
        return ends[step.capture];
    }

    private int step(Step step, int pc, int at) {
        return switch (step.kind) {
            case LITERAL -> literal(step.literal, at);
            case DATE -> date(step, at);
            case WORDS -> words(step, at);
            case DIGITS -> digits(step, at);
            case SPACES -> spaces(step, at);
            case COLOURS -> Colours.skip(bytes, at, to);
            case TEXT -> text(step, pc, at);
            case SPLIT -> split(pc, at);
            case JUMP, REST -> at;
            case LINE_END -> lineEnd(at);
            case END -> at == lineEndAt(at) ? at : -1;
        };
    }

    private int literal(byte[] literal, int at) {
        if (to - at < literal.length) {
            return -1;
        }
        for (int i = 0; i < literal.length; i++) {
            if (bytes[at + i] != literal[i]) {
                return -1;
            }
        }
        return at + literal.length;
    }

    private int date(Step step, int at) {
        DatePattern date = step.date;
        if (date == null) {
            return -1;
        }
        int end = date.match(bytes, at, to, stamp);
        keep(step, at, end);
        return end;
    }

    private int words(Step step, int at) {
        for (int i = 0; i < step.words.length; i++) {
            int end = literal(step.words[i], at);
            if (end >= 0) {
                keep(step, at, i);
                return end;
            }
        }
        return -1;
    }

    private int digits(Step step, int at) {
        int first = at < to && bytes[at] == '-' ? at + 1 : at;
        int end = first;
        while (end < to && end - at < LONGEST_NUMBER && Offsets.isDigit(bytes[end])) {
            end++;
        }
        if (end == first) {
            end = at < to && bytes[at] == '?' ? at + 1 : -1;
        }
        keep(step, at, end);
        return end;
    }

    private int spaces(Step step, int at) {
        int end = at;
        while (end < to && end - at < step.width.least() && bytes[end] == ' ') {
            end++;
        }
        return end;
    }

    private int lineEnd(int at) {
        if (at != lineEndAt(at)) {
            return -1;
        }
        int end = at < to && bytes[at] == '\r' ? at + 1 : at;
        return end < to ? end + 1 : end;
    }

    private void keep(Step step, int start, int end) {
        if (step.capture >= 0) {
            starts[step.capture] = start;
            ends[step.capture] = end;
        }
    }

    private int split(int pc, int at) {
        push(pc, at, at);
        return at;
    }

    private int text(Step step, int pc, int at) {
        int end = Widths.advance(bytes, at, lineEndAt(at), step.width.least());
        return end < 0 ? -1 : choose(step, pc, at, end, end);
    }

    /** Ends a text at the first place from {@code from} on after which the next step may begin. */
    private int choose(Step step, int pc, int start, int padded, int from) {
        int limit = lineEndAt(start);
        int i = from;
        while (i <= limit && mayHold(step, padded, i)) {
            if (failedTo.length > 0 && i >= failedFrom[pc] && i <= failedTo[pc]) {
                i = failedTo[pc] + 1;
                continue;
            }
            if (isPossible(step, i, limit)) {
                if (!Widths.fits(bytes, start, i, step.width.most())) {
                    break;
                }
                failed(pc, from, i - 1);
                push(pc, start, i);
                keep(step, start, i);
                return i;
            }
            i++;
        }
        failed(pc, from, i - 1);
        return -1;
    }

    private boolean isPossible(Step step, int i, int limit) {
        boolean[] follow = step.follow;
        return i == limit ? step.mayEnd : follow == null || follow[bytes[i] & 0xff];
    }

    /** {@return whether the last byte before a place may stand in the text}; spaces may, where they pad it */
    private boolean mayHold(Step step, int padded, int i) {
        if (!step.word || loose || i <= padded) {
            return true;
        }
        byte last = bytes[i - 1];
        return last < 0 || last > ' ';
    }

    /** Remembers that the rest fits after no place of a range. */
    private void failed(int pc, int from, int last) {
        if (last < from || failedTo.length == 0) {
            return;
        }
        if (from >= failedFrom[pc] && from <= failedTo[pc] + 1) {
            failedTo[pc] = Math.max(failedTo[pc], last);
        } else if (from < failedFrom[pc] && last >= failedFrom[pc] - 1) {
            failedFrom[pc] = from;
            failedTo[pc] = Math.max(failedTo[pc], last);
        } else {
            failedFrom[pc] = from;
            failedTo[pc] = last;
        }
    }

    private void push(int pc, int start, int end) {
        if (depth + FRAME > stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[depth] = pc;
        stack[depth + 1] = start;
        stack[depth + 2] = end;
        depth += FRAME;
    }

    /** {@return where to go on after the latest choice was changed, or -1 if there is none left} */
    private int retry() {
        while (depth > 0) {
            depth -= FRAME;
            int pc = stack[depth];
            int start = stack[depth + 1];
            int end = stack[depth + 2];
            Step step = program.step(pc);
            if (step.kind == Step.Kind.SPLIT) {
                resumeAt = step.target;
                forget(pc + 1, step.target);
                return start;
            }
            remember();
            failed(pc, end, end);
            int padded = Widths.advance(bytes, start, lineEndAt(start), step.width.least());
            int at = choose(step, pc, start, padded, end + 1);
            if (at >= 0) {
                resumeAt = pc + 1;
                return at;
            }
        }
        return -1;
    }

    private void remember() {
        if (failedTo.length == 0) {
            failedFrom = new int[program.size()];
            failedTo = new int[program.size()];
            Arrays.fill(failedTo, -1);
        }
    }

    /** What the way not taken had kept. */
    private void forget(int from, int target) {
        for (int i = from; i < target; i++) {
            int capture = program.step(i).capture;
            if (capture >= 0) {
                starts[capture] = -1;
            }
        }
    }

    private int lineEndAt(int at) {
        if (at < lineStart || at > lineEnd) {
            findLine(at);
        }
        return lineEnd;
    }

    private void findLine(int from) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        lineStart = from;
        lineEnd = end > from && end < to && bytes[end - 1] == '\r' ? end - 1 : end;
    }
}
