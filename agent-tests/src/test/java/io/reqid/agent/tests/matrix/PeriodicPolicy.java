package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prints what periodic tasks see while their request lives, and after its end. */
@SuppressWarnings("FutureReturnValueIgnored") // the tasks run until the program ends
final class PeriodicPolicy {
    private static final long MILLIS = 2;
    private static final long LIMIT_SECONDS = 10;
    private static final int RUNS_UNDER_WAY = 3;

    private PeriodicPolicy() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (Map.Entry<String, Consumer<Runnable>> construct : constructs().entrySet()) {
            System.out.println(construct.getKey() + ": " + seen(construct.getValue()));
        }
        System.exit(0);
    }

    private static Map<String, Consumer<Runnable>> constructs() {
        Map<String, Consumer<Runnable>> constructs = new LinkedHashMap<>();
        ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(1);
        constructs.put("scheduleAtFixedRate", work -> pool.scheduleAtFixedRate(work, 0, MILLIS, TimeUnit.MILLISECONDS));
        constructs.put(
                "scheduleWithFixedDelay", work -> pool.scheduleWithFixedDelay(work, 0, MILLIS, TimeUnit.MILLISECONDS));
        constructs.put("Timer", work -> new Timer(true).schedule(timerTask(work), 0, MILLIS));
        Object forkJoin = ForkJoinPool.commonPool();
        if (forkJoin instanceof ScheduledExecutorService scheduler) { // JDK 25
            constructs.put(
                    "ForkJoinPool.scheduleAtFixedRate",
                    work -> scheduler.scheduleAtFixedRate(work, 0, MILLIS, TimeUnit.MILLISECONDS));
        }
        return constructs;
    }

    private static TimerTask timerTask(Runnable work) {
        return new TimerTask() {
            @Override
            public void run() {
                work.run();
            }
        };
    }

    private static String seen(Consumer<Runnable> construct) throws InterruptedException {
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        RequestContext request = RequestContext.begin(new RequestId("periodic"));
        RequestContext.CURRENT.run(
                request, () -> construct.accept(() -> ids.add(String.valueOf(RequestContext.currentId()))));
        String living = next(ids, 1);
        request.end();
        ids.clear();
        return living + ", then " + next(ids, RUNS_UNDER_WAY);
    }

    private static String next(BlockingQueue<String> ids, int count) throws InterruptedException {
        String id = "nothing";
        for (int i = 0; i < count; i++) {
            id = ids.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        return id;
    }
}
