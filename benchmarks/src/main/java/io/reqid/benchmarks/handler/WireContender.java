package io.reqid.benchmarks.handler;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a JVM of its own that wrk asks over loopback. CPU time is the server's alone: what wrk takes, and what the two
 * take from each other, does not count.
 */
record WireContender(Options options, String name, String kind, boolean ours) implements Contender {
    /** Until the server's compiler, whose time counts as the server's, has little left to do. */
    private static final int WARM_UP_SECONDS = 12;

    private static final int MEASURED_SECONDS = 6;
    private static final Pattern REQUESTS = Pattern.compile("(?m)^\\s*(\\d+) requests in ");
    private static final Pattern FAILURES = Pattern.compile("Socket errors|Non-2xx");

    @Override
    public Map<Quantity, Double> run() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        options.java().toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WireServer.class.getName(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return ask(server);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private Map<Quantity, Double> ask(Process server) throws IOException, InterruptedException {
        BufferedReader answers = server.inputReader(StandardCharsets.UTF_8);
        String port = Objects.requireNonNullElse(answers.readLine(), "");
        if (!port.matches("[0-9]+")) {
            throw new IOException("the server did not start");
        }
        wrk(port, options.quick() ? 2 : WARM_UP_SECONDS);
        long[] before = counters(server, answers);
        long start = System.nanoTime();
        long requests = wrk(port, options.quick() ? 2 : MEASURED_SECONDS);
        double wall = System.nanoTime() - start;
        long[] after = counters(server, answers);
        Map<Quantity, Double> values = new LinkedHashMap<>();
        values.put(Quantity.CPU_NANOS, (double) (after[0] - before[0]) / requests);
        values.put(Quantity.WALL_NANOS, wall / requests);
        values.put(Quantity.BYTES, (double) (after[1] - before[1]) / requests);
        return values;
    }

    private static long[] counters(Process server, BufferedReader answers) throws IOException {
        OutputStream questions = server.getOutputStream();
        questions.write('\n');
        questions.flush();
        String[] numbers = Objects.requireNonNullElse(answers.readLine(), "").split(" ", -1);
        if (numbers.length != 2) {
            throw new IOException("the server has ended");
        }
        return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
    }

    private static long wrk(String port, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t",
                        "1",
                        "-c",
                        "16",
                        "--timeout",
                        "30s",
                        "-d",
                        seconds + "s",
                        "http://127.0.0.1:" + port + "/orders")
                .redirectErrorStream(true)
                .start();
        String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher requests = REQUESTS.matcher(report);
        if (wrk.waitFor() != 0 || !requests.find() || FAILURES.matcher(report).find()) {
            throw new IOException("wrk was not answered as it should: " + report.replaceAll("\\s+", " "));
        }
        return Long.parseLong(requests.group(1));
    }
}
