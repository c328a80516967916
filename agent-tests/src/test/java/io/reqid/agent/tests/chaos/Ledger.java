package io.reqid.agent.tests.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts the checked lines and keeps the first that were not right. */
final class Ledger {
    private static final int KEPT_FAULTS = 20;

    private final LongAdder lines = new LongAdder();
    private final LongAdder back = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** {@return whether a line of work that was handed over sees what it must} */
    boolean line(Step step, Expected expected) {
        lines.increment();
        step.construct().lines.increment();
        return check(step, expected, "");
    }

    /** Checks that handing work over left the thread that did it as it was. */
    void back(Step step, Construct construct, Expected expected) {
        back.increment();
        check(new Step(step, construct, "afterwards, on the thread that handed over"), expected, "");
    }

    /** Checks again what was checked at the begin of the same line: after it waited, or had other work done. */
    void again(Step step, Expected expected, String when) {
        back.increment();
        check(step, expected, when);
    }

    private boolean check(Step step, Expected expected, String when) {
        boolean right = expected.isSeen();
        if (!right) {
            fault(step, expected, Expected.seen(), when);
        }
        return right;
    }

    private void fault(Step step, Expected expected, Expected seen, String when) {
        boolean less = expected.isMissingIn(seen);
        (less ? missing : wrong).increment();
        (less ? step.construct().missing : step.construct().wrong).increment();
        keep(step.construct().name() + ": expected " + expected + ", saw " + seen + when + ", path " + step);
    }

    /** Counts as wrong what is no matter of ids, such as work that ran twice. */
    void broken(Construct construct, String what) {
        wrong.increment();
        construct.wrong.increment();
        keep(construct.name() + ": " + what);
    }

    private void keep(String fault) {
        if (faults.size() < KEPT_FAULTS) {
            faults.add(fault + " [" + Thread.currentThread() + "]");
        }
    }

    long lines() {
        return lines.sum();
    }

    long wrong() {
        return wrong.sum();
    }

    long missing() {
        return missing.sum();
    }

    void print(List<Construct> constructs, long seed) {
        constructs.stream().sorted(Comparator.comparing(Construct::name)).forEach(Ledger::print);
        faults.stream().limit(KEPT_FAULTS).forEach(System.out::println);
        System.out.println(back + " checks on the thread that handed over");
        System.out.println(lines + " lines, " + wrong + " wrong, " + missing + " missing, seed " + seed);
    }

    private static void print(Construct construct) {
        System.out.printf(
                "%9d lines, %d wrong, %d missing, %d cancelled: %s%n",
                construct.lines.sum(),
                construct.wrong.sum(),
                construct.missing.sum(),
                construct.dropped.sum(),
                construct.name());
    }
}
