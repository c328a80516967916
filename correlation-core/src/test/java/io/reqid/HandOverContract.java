package io.reqid;

import static io.reqid.WorkerPool.NOTHING;
import static io.reqid.WorkerPool.OWN;
import static io.reqid.WorkerPool.REQUEST;
import static io.reqid.WorkerPool.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every way to hand work to another thread keeps to. */
abstract class HandOverContract {
    private final BlockingQueue<String> seen = WorkerPool.queue();

    /** What the worker has after each task, in the order of the tasks. */
    final BlockingQueue<String> afterwards = WorkerPool.queue();

    final WorkerPool pool = new WorkerPool(afterwards);

    /** Hands a task over in the way under test, to run once on a worker; may wait for it, must not let it fail us. */
    abstract void handOver(Runnable task) throws Exception;

    @AfterEach
    final void nothingIsLeftAnywhere() {
        pool.shutdownNow();
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
        assertThat(seen).isEmpty();
    }

    private void record() {
        seen.add(WorkerPool.seen());
    }

    private void handOverFrom(String request, Runnable task) throws Exception {
        try (Scope scope = REQUEST.bind(request)) {
            handOver(task);
            assertThat(REQUEST.get()).isEqualTo(request);
        }
    }

    @Test
    final void theTaskSeesTheContextOfItsSubmitter() throws Exception {
        handOverFrom("a", this::record);
        assertThat(take(seen)).isEqualTo("a");
    }

    @Test
    final void theWorkersOwnContextIsBackAfterTheTask() throws Exception {
        handOverFrom("a", this::record);
        assertThat(take(afterwards)).isEqualTo(OWN);
        assertThat(take(seen)).isEqualTo("a");
    }

    @Test
    final void theWorkersOwnContextIsBackAfterATaskThatThrows() throws Exception {
        handOverFrom("a", () -> {
            record();
            throw new IllegalStateException("the task failed");
        });
        assertThat(take(afterwards)).isEqualTo(OWN);
        assertThat(take(seen)).isEqualTo("a");
    }

    @Test
    final void anEmptyContextIsHonouredWhateverTheWorkerHas() throws Exception {
        handOver(this::record);
        assertThat(take(seen)).isEqualTo(NOTHING);
        assertThat(take(afterwards)).isEqualTo(OWN);
    }

    @Test
    final void whatTheTaskEntersOrLeavesOpenEndsWithIt() throws Exception {
        handOverFrom("a", () -> REQUEST.enter("entered in the task"));
        assertThat(take(afterwards)).isEqualTo(OWN);
    }

    @Test
    final void twoRequestsMaySubmitTheSameTask() throws Exception {
        Runnable shared = this::record;
        handOverFrom("a", shared);
        handOverFrom("b", shared);
        handOver(shared);
        assertThat(List.of(take(seen), take(seen), take(seen))).containsExactlyInAnyOrder("a", "b", NOTHING);
    }

    @Test
    final void aTaskHandedOverByATaskSeesTheContextOfThatTask() throws Exception {
        handOverFrom("a", () -> new Thread(Snapshot.capture().wrap((Runnable) this::record)).start());
        assertThat(take(seen)).isEqualTo("a");
    }

    @Test
    final void noneOfManyIsMixedUpOrLost() throws Exception {
        long seed = System.nanoTime();
        System.out.println(getClass().getSimpleName() + ".noneOfManyIsMixedUpOrLost seed=" + seed);
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String request = "request " + random.nextInt(10);
            expected.add(request);
            handOverFrom(request, this::record);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(take(seen));
            assertThat(take(afterwards)).isEqualTo(OWN);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
    }
}
