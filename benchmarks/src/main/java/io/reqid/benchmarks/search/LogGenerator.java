package io.reqid.benchmarks.search;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes logs of requests that run side by side. The same seed writes the same bytes. */
public final class LogGenerator {
    /** When the first request begins: 2026-11-20T22:30:00Z, so that logs of some hours see a midnight. */
    static final long START_MILLIS = 1_795_213_800_000L;

    private static final int CLOCK_STEP_MAX_MILLIS = 20_000;

    private LogGenerator() {}

    /**
     * What the generator knows of the logs that it wrote.
     *
     * @param own the entries of each request, in the order in which they were logged
     * @param mentions the entries of others in which its id stands, the same
     */
    record Written(Map<String, List<ServiceLog.Placed>> own, Map<String, List<ServiceLog.Placed>> mentions) {}

    /**
     * Writes the logs of five services, each in another layout and packed in another way, rolled over in the middle, and
     * with clocks that are set forth and back.
     *
     * @param rotateBytes how many bytes a file takes until the next is begun
     */
    static Written fleet(Path directory, long seed, int requests, long rotateBytes) throws IOException {
        Files.createDirectories(directory);
        long start = START_MILLIS * 1_000_000;
        Written written = new Written(new LinkedHashMap<>(), new TreeMap<>());
        try (ServiceLog shop =
                        new ServiceLog(directory, "shop", Layout.PATTERN, Packing.GZIP_MEMBERS, rotateBytes, 3, start);
                ServiceLog orders =
                        new ServiceLog(directory, "orders", Layout.LOGSTASH, Packing.ZSTD, rotateBytes, 2, start);
                ServiceLog ledger = new ServiceLog(directory, "ledger", Layout.ECS, Packing.XZ, rotateBytes, 2, start);
                ServiceLog mailer =
                        new ServiceLog(directory, "mailer", Layout.SPRING_BOOT, Packing.PLAIN, rotateBytes, 2, start);
                ServiceLog stock = new ServiceLog(
                        directory, "stock", Layout.PATTERN_WITH_TASKS, Packing.GZIP, rotateBytes, 3, start)) {
            List<ServiceLog> services = List.of(shop, orders, ledger, mailer, stock);
            Traffic traffic = new Traffic(seed, START_MILLIS, services.size(), 64, 0.1);
            for (int entries = 0; traffic.started() < requests; entries++) {
                if (entries % 5_000 == 4_999) {
                    traffic.stepAClock(CLOCK_STEP_MAX_MILLIS);
                }
                Traffic.Step step = traffic.next();
                keep(written, step, services.get(step.service()).write(step.entry()));
            }
        }
        return written;
    }

    private static void keep(Written written, Traffic.Step step, ServiceLog.Placed placed) {
        String id = step.entry().requestId();
        if (id != null) {
            written.own().computeIfAbsent(id, first -> new ArrayList<>()).add(placed);
        }
        if (step.mentioned() != null) {
            written.mentions()
                    .computeIfAbsent(step.mentioned(), first -> new ArrayList<>())
                    .add(placed);
        }
    }

    /**
     * Writes one log with the demo's pattern, one stack trace in a hundred entries.
     *
     * @param bytes how long it is at least
     * @return the ids of some requests, from the whole length of the file, in their order: every so many bytes the next
     *     that is begun
     */
    static List<String> single(Path file, long seed, long bytes) throws IOException {
        List<String> samples = new ArrayList<>();
        Traffic traffic = new Traffic(seed, START_MILLIS, 1, 64, 0.02);
        StringBuilder line = new StringBuilder(Layout.PATTERN.header());
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            while (written < bytes) {
                Entry entry = traffic.next().entry();
                Layout.PATTERN.print(entry, line);
                byte[] printed = line.toString().getBytes(StandardCharsets.UTF_8);
                out.write(printed);
                written += printed.length;
                line.setLength(0);
                String id = entry.requestId();
                if (id != null && id.length() == 26 && written * 20 / bytes > samples.size()) {
                    samples.add(id);
                }
            }
        }
        return samples;
    }

    /**
     * Writes one log, for measurements by hand, and prints the ids of twenty requests in it.
     *
     * @param arguments the file, and its length in bytes
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 || !arguments[1].matches("[1-9][0-9]{0,12}")) {
            System.err.println("usage: LogGenerator FILE BYTES");
            System.exit(2);
        }
        single(Path.of(arguments[0]), 1, Long.parseLong(arguments[1])).forEach(System.out::println);
    }
}
