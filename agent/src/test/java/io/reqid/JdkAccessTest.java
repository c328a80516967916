package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JdkAccessTest {
    @Test
    void fieldThatTheJdkLacksIsAbsentAndNoError() {
        assertThat(JdkAccess.field(FutureTask.class, "callable")).isPositive();
        assertThat(JdkAccess.field(FutureTask.class, "renamed")).isEqualTo(JdkAccess.ABSENT);
    }

    @Test
    void privateFieldsOfThisJdkAreFound() {
        Runnable runnable = () -> {};
        assertThat(JdkAccess.adaptedRunnable(Executors.callable(runnable))).isSameAs(runnable);
        assertThat(JdkAccess.isAdapter(Executors.callable(runnable))).isTrue();
        assertThat(JdkAccess.isAdapter(runnable)).isFalse();
        assertThat(JdkAccess.callable(new FutureTask<>(runnable, 1))).isNotNull();
        assertThat(JdkAccess.isCompleted(new CompletableFuture<>())).isFalse();
        assertThat(JdkAccess.isCompleted(CompletableFuture.completedFuture(null)))
                .isTrue();
        LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue);
        assertThat(JdkAccess.queue(pool)).isSameAs(queue);
        pool.shutdown();
    }

    @Test
    void elementsOfAQueueAreReplacedInTheirPlaces() {
        LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        queue.add(1);
        queue.add(2);
        JdkAccess.replaceAll(queue, element -> "no. " + element);
        assertThat(queue).containsExactly("no. 1", "no. 2");
    }
}
