package io.reqid.agent.tests.libraries;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.InlineExecutorService;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen by the claims
final class TomcatProgram {
    private static final Claims CLAIMS = new Claims();

    private TomcatProgram() {}

    public static void main(String[] arguments) throws Exception {
        ThreadPoolExecutor[] made = new ThreadPoolExecutor[1];
        Claims.as("birth", () -> {
            made[0] = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
            made[0].execute(CLAIMS::see);
        });
        ThreadPoolExecutor pool = made[0];
        CLAIMS.expect("first command runs under its submitter's id", "birth");
        pool.execute(CLAIMS::see);
        CLAIMS.expect("pool born inside a request keeps nothing of it", Claims.NONE);
        commands(pool);
        identities(pool);
        forced();
        InlineExecutorService inline = new InlineExecutorService();
        Claims.as("a", () -> inline.execute(CLAIMS::see));
        CLAIMS.expect("inline executor runs under the caller's id", "a");
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    private static void commands(ThreadPoolExecutor pool) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(() -> await(gate));
        Runnable same = CLAIMS::see;
        Claims.as("a", () -> pool.execute(same));
        pool.execute(CLAIMS::see);
        Claims.as("c", () -> pool.submit((Runnable) CLAIMS::see));
        gate.countDown();
        CLAIMS.expect("queued commands of crossing requests keep their own ids", "a", Claims.NONE, "c");
    }

    private static void identities(ThreadPoolExecutor pool) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            await(gate);
        });
        begun.await();
        Runnable first = () -> {};
        Runnable second = () -> {};
        Claims.as("a", () -> {
            pool.execute(first);
            pool.execute(second);
        });
        Claims.say("queue holds the commands themselves", true, pool.getQueue().contains(first));
        Claims.say("command can be removed", true, pool.remove(first));
        List<Runnable> left = pool.shutdownNow();
        Claims.say("what is left at the end is the commands themselves", true, left.equals(List.of(second)));
        gate.countDown();
    }

    private static void forced() throws Exception {
        TaskQueue queue = new TaskQueue(8) {
            private static final long serialVersionUID = 1;
            private boolean refused;

            @Override
            public boolean offer(Runnable command) {
                boolean refuses = !refused;
                refused = true;
                return !refuses && super.offer(command);
            }
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
        queue.setParent(pool);
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(() -> await(gate));
        Claims.as("a", () -> pool.execute(CLAIMS::see));
        gate.countDown();
        CLAIMS.expect("command that was refused and then forced into the queue keeps its id", "a");
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
