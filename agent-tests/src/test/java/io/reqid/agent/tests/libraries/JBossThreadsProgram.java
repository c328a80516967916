package io.reqid.agent.tests.libraries;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.threads.EnhancedQueueExecutor;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen by the claims
final class JBossThreadsProgram {
    private static final Claims CLAIMS = new Claims();

    private JBossThreadsProgram() {}

    public static void main(String[] arguments) throws Exception {
        EnhancedQueueExecutor[] made = new EnhancedQueueExecutor[1];
        Claims.as("birth", () -> {
            made[0] = new EnhancedQueueExecutor.Builder()
                    .setCorePoolSize(1)
                    .setMaximumPoolSize(1)
                    .setExceptionHandler((thread, failure) -> CLAIMS.see(failure.getMessage()))
                    .build();
            made[0].execute(CLAIMS::see);
        });
        EnhancedQueueExecutor pool = made[0];
        CLAIMS.expect("first command runs under its submitter's id", "birth");
        pool.execute(CLAIMS::see);
        CLAIMS.expect("pool born inside a request keeps nothing of it", Claims.NONE);
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(() -> await(gate));
        Claims.as("a", () -> pool.execute(CLAIMS::see));
        pool.execute(CLAIMS::see);
        Claims.as("c", () -> pool.submit((Runnable) CLAIMS::see));
        gate.countDown();
        CLAIMS.expect("queued commands of crossing requests keep their own ids", "a", Claims.NONE, "c");
        Claims.as(
                "a",
                () -> pool.execute(() -> {
                    throw new IllegalStateException("expected");
                }));
        CLAIMS.expect("handler of exceptions sees the id of the command", "a expected");
        scheduled(pool);
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    private static void scheduled(EnhancedQueueExecutor pool) throws Exception {
        Claims.as("a", () -> pool.schedule((Runnable) CLAIMS::see, 1, TimeUnit.MILLISECONDS));
        CLAIMS.expect("scheduled command runs under its submitter's id", "a");
        Claims.as(
                "a",
                () -> Claims.say(
                        "scheduled callable runs under its submitter's id",
                        "a",
                        pool.schedule((Callable<String>) Claims::id, 1, TimeUnit.MILLISECONDS)
                                .get()));
        ScheduledFuture<?>[] periodic = new ScheduledFuture<?>[1];
        CountDownLatch ended = new CountDownLatch(1);
        Claims.as("a", () -> {
            CountDownLatch first = new CountDownLatch(1);
            periodic[0] = pool.scheduleAtFixedRate(
                    () -> {
                        CLAIMS.see();
                        first.countDown();
                        await(ended);
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            await(first);
        });
        ended.countDown();
        CLAIMS.expect("periodic command has its request's id until the request ends", "a", Claims.NONE);
        periodic[0].cancel(false);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
