package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingContextsTest {
    private static final Object[] EMPTY_QUEUE = {};
    private static final long LATER = WaitingContexts.underWayNanos;
    private static final String CONTEXT = "context";

    private final WaitingContexts contexts = new WaitingContexts();
    private final Object command = new Object();
    private final Object[] queued = IntStream.range(0, WaitingContexts.FIRST_SWEEP)
            .mapToObj(number -> new Object())
            .toArray();

    /** Of two, the second would take the first one's word for it that the command of the second is nowhere. */
    @Test
    void ofThreadsThatPutAtOnceOneSweeps() {
        fill();
        assertThat(contexts.put(new Object(), CONTEXT)).isTrue();
        assertThat(contexts.put(command, CONTEXT)).isFalse();

        contexts.sweep(queued, 0);
        assertThat(contexts.count(command)).isOne();
    }

    @Test
    void aCommandOnItsWayKeepsItsContextThroughSweepsThatFollowEachOther() {
        contexts.put(command, CONTEXT);
        contexts.sweep(EMPTY_QUEUE, 0);
        contexts.sweep(EMPTY_QUEUE, 1);
        contexts.sweep(EMPTY_QUEUE, LATER - 1);

        assertThat(contexts.take(command, false)).isEqualTo(CONTEXT);
    }

    @Test
    void aCommandThatLeftTheQueueBehindThePoolsBackIsForgotten() {
        contexts.put(command, CONTEXT);
        contexts.sweep(EMPTY_QUEUE, 0);
        contexts.sweep(EMPTY_QUEUE, LATER);

        assertThat(contexts.count(command)).isZero();
    }

    @Test
    void aCommandThatIsQueuedIsNotForgottenHoweverLongItWaits() {
        contexts.put(command, CONTEXT);
        contexts.sweep(new Object[] {command}, 0);
        contexts.sweep(new Object[] {command}, LATER);
        contexts.sweep(new Object[] {command}, 2 * LATER);

        assertThat(contexts.count(command)).isOne();
    }

    @Test
    void aCommandThatRunsAgainAndAgainUnderOneContextIsNotSuspectedForTheTimeBefore() {
        contexts.put(command, CONTEXT);
        contexts.sweep(EMPTY_QUEUE, 0);
        contexts.take(command, false);
        contexts.put(command, CONTEXT);
        contexts.put(new Object(), CONTEXT);
        contexts.sweep(EMPTY_QUEUE, LATER);

        assertThat(contexts.count(command)).isOne();
    }

    @Test
    void aSweepThatCameTooSoonIsFollowedByAnother() {
        fill();
        assertThat(contexts.put(command, CONTEXT)).isTrue();
        contexts.sweep(EMPTY_QUEUE, 0);
        contexts.sweep(EMPTY_QUEUE, 1);
        for (int i = 1; i < WaitingContexts.FIRST_SWEEP; i++) {
            assertThat(contexts.put(new Object(), CONTEXT)).isFalse();
        }
        contexts.put(new Object(), CONTEXT);
        assertThat(contexts.put(new Object(), CONTEXT)).isTrue();
        contexts.sweep(EMPTY_QUEUE, LATER);

        assertThat(contexts.count(command)).isZero();
    }

    private void fill() {
        for (Object each : queued) {
            assertThat(contexts.put(each, CONTEXT)).isFalse();
        }
    }
}
