package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line says in its message whose it is; what Logback printed as its id must agree. */
class LoadTest {
    private static final int REQUESTS = 200;
    private static final int LINES_PER_REQUEST = 500;
    private static final int LINES = REQUESTS * LINES_PER_REQUEST;

    /** The others wait, since what is logged while the reload leaves no appender is lost by Logback itself. */
    private static final int LOGS_THROUGH_RELOAD_EVERY = 20;

    private static final int OWN_THREAD_EVERY = 5;

    /** {@code [id] [id] of=id}, or JSON with {@code "message":"of=id"} and {@code "reqId":"id"}. */
    private static final Pattern TRUTH = Pattern.compile("of=([a-z0-9-]+)");

    private static final Pattern PRINTED = Pattern.compile("^\\[([^]]+)]|\"reqId\":\"([^\"]+)\"");

    private final CountDownLatch begun = new CountDownLatch(REQUESTS);
    private final CountDownLatch halfWay = new CountDownLatch(REQUESTS);
    private final CountDownLatch reloaded = new CountDownLatch(1);

    private static String configuration(Path directory) {
        String file = "<appender name='%1$s' class='ch.qos.logback.core.FileAppender'><file>" + directory
                + "/%1$s.log</file><immediateFlush>false</immediateFlush>%2$s</appender>";
        String plain = "<encoder><pattern>[%reqId] %msg%n</pattern></encoder>";
        String json = "<encoder class='net.logstash.logback.encoder.LogstashEncoder'/>";
        // a queue that never fills: Logback's appender, stopped by a reload, leaves behind whoever waits for room in it
        String async = "<appender name='%1$s' class='ch.qos.logback.classic.AsyncAppender'><queueSize>" + 2 * LINES
                + "</queueSize>"
                + "<discardingThreshold>0</discardingThreshold><maxFlushTime>0</maxFlushTime><appender-ref ref='%2$s'/>"
                + "</appender>";
        return "<configuration>" + file.formatted("plain", plain)
                + file.formatted("json", json)
                + file.formatted("async-plain", plain)
                + file.formatted("async-json", json)
                + async.formatted("ASYNC1", "async-plain")
                + async.formatted("ASYNC2", "async-json")
                + "<root level='INFO'><appender-ref ref='plain'/><appender-ref ref='json'/><appender-ref ref='ASYNC1'/>"
                + "<appender-ref ref='ASYNC2'/></root></configuration>";
    }

    private void request(int number, Logger logger, ExecutorService pool) throws Exception {
        String id = "r-" + number;
        RequestContext.call(new RequestId(id), () -> {
            begun.countDown();
            begun.await();
            logHalf(id, logger, pool);
            halfWay.countDown();
            if (number % LOGS_THROUGH_RELOAD_EVERY != 0) {
                reloaded.await();
            }
            while (reloaded.getCount() > 0) {
                log(logger, id);
                pool.submit(() -> log(logger, id)).get();
            }
            logHalf(id, logger, pool);
            return id;
        });
        logger.info("of=-");
    }

    private void logHalf(String id, Logger logger, ExecutorService pool) throws Exception {
        List<Future<?>> tasks = new ArrayList<>();
        for (int line = 0; line < LINES_PER_REQUEST / 2; line++) {
            if (line % OWN_THREAD_EVERY == 0) {
                log(logger, id);
            } else {
                tasks.add(pool.submit(() -> log(logger, id)));
            }
        }
        for (Future<?> task : tasks) {
            task.get();
        }
    }

    private static void log(Logger logger, String id) {
        logger.info("of={}", id);
    }

    private void reload(Logs logs, String configuration) throws InterruptedException {
        assertThat(halfWay.await(1, TimeUnit.MINUTES)).isTrue();
        logs.context.reset();
        logs.configure(configuration);
        reloaded.countDown();
    }

    @Test
    void noLineOfHundredThousandHasAWrongOrMissingId(@TempDir Path directory) throws Exception {
        String configuration = configuration(directory);
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                4, 4, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8), new ThreadPoolExecutor.CallerRunsPolicy());
        ExecutorService servers = Executors.newFixedThreadPool(REQUESTS);
        try (Logs logs = Logs.configured(configuration)) {
            Logger logger = logs.logger();
            ExecutorService pool = ContextExecutors.wrap((ExecutorService) workers);
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(servers.submit(() -> {
                    request(number, logger, pool);
                    return null;
                }));
            }
            reload(logs, configuration);
            for (Future<?> request : requests) {
                request.get(2, TimeUnit.MINUTES);
            }
        } finally {
            servers.shutdownNow();
            workers.shutdownNow();
        }
        for (String file : List.of("plain", "json", "async-plain", "async-json")) {
            check(file, Files.readAllLines(directory.resolve(file + ".log")));
        }
    }

    private static void check(String file, List<String> lines) {
        int ofRequests = 0;
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            Matcher truth = TRUTH.matcher(line);
            if (truth.find()) {
                String printed = printed(line);
                ofRequests += truth.group(1).equals("-") ? 0 : 1;
                if (!truth.group(1).equals(printed)) {
                    wrong.add(line);
                }
            }
        }
        System.out.printf("%s: %d lines of requests, %d wrong or missing%n", file, ofRequests, wrong.size());
        assertThat(wrong).as(file).isEmpty();
        assertThat(ofRequests).as("lines in " + file).isGreaterThanOrEqualTo(LINES);
    }

    private static String printed(String line) {
        Matcher id = PRINTED.matcher(line);
        if (!id.find()) {
            return "-";
        }
        return id.group(1) == null ? id.group(2) : id.group(1);
    }
}
