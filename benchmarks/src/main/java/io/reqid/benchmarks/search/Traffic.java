package io.reqid.benchmarks.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Requests that run through services side by side: every step is one entry of one of them. The same seed makes the same
 * entries. Every message holds a number of its own, {@code evt-} and nine digits, by which a test knows it again.
 */
final class Traffic {
    private static final String[] LOGGERS = {
        "com.example.shop.Storefront",
        "com.example.shop.OrderHandler",
        "com.example.billing.Ledger",
        "com.example.mail.Outbox"
    };
    private static final String[] DOINGS = {
        "received POST /api/orders",
        "asking the warehouse for 3 x pear",
        "row inserted in 12 ms",
        "cache miss, reading on",
        "confirmation queued: \"thank you\"",
        "path C:\\temp\\orders\tread",
        "the price is 7 €"
    };

    private final SplittableRandom random;
    private final RequestIds ids;
    private final int services;
    private final int atOnce;
    private final double troubles;
    private final List<Running> running = new ArrayList<>();
    private final List<String> known = new ArrayList<>();
    private final long[] clockOffsets;
    private final long[] tasks;

    private long nanos;
    private long events;
    private int started;

    /** A request under way. */
    private static final class Running {
        final @Nullable String id;
        final long[] task;
        final long[] trigger;
        int left;

        Running(@Nullable String id, int left, int services) {
            this.id = id;
            this.left = left;
            this.task = new long[services];
            this.trigger = new long[services];
        }
    }

    /**
     * An entry and the service that writes it.
     *
     * @param mentioned the id of another request that it quotes, or null
     */
    record Step(int service, Entry entry, @Nullable String mentioned) {}

    /**
     * Nothing has happened yet.
     *
     * @param services how many services there are
     * @param atOnce how many requests run at the same time
     * @param troubles how often an entry has a stack trace, several lines or another request's id, 0 to 1
     */
    Traffic(long seed, long startMillis, int services, int atOnce, double troubles) {
        this.random = new SplittableRandom(seed);
        this.ids = new RequestIds(random.split());
        this.nanos = startMillis * 1_000_000;
        this.services = services;
        this.atOnce = atOnce;
        this.troubles = troubles;
        this.clockOffsets = new long[services];
        this.tasks = new long[services];
    }

    /** {@return how many requests have begun} */
    int started() {
        return started;
    }

    /** {@return the next entry} */
    Step next() {
        nanos += random.nextLong(1, 4_000_000);
        while (running.size() < atOnce) {
            running.add(begin());
        }
        int place = random.nextInt(running.size());
        Running request = running.get(place);
        if (--request.left == 0) {
            running.set(place, running.get(running.size() - 1));
            running.remove(running.size() - 1);
        }
        return step(request, random.nextInt(services));
    }

    /** Sets the clock of a service that is drawn forth or back by up to so many milliseconds, as time servers do. */
    void stepAClock(int maxMillis) {
        clockOffsets[random.nextInt(services)] += random.nextInt(-maxMillis, maxMillis + 1) * 1_000_000L;
    }

    private Running begin() {
        started++;
        boolean background = random.nextInt(50) == 0;
        String id = background ? null : ids.next(nanos / 1_000_000);
        if (id != null) {
            known.add(id);
        }
        return new Running(id, random.nextInt(1, 25), services);
    }

    private Step step(Running request, int service) {
        if (request.task[service] == 0 || random.nextInt(3) == 0) {
            request.trigger[service] = request.task[service] == 0 ? 0 : request.task[service];
            request.task[service] = ++tasks[service];
        }
        boolean trouble = random.nextDouble() < troubles;
        String other = trouble && random.nextBoolean() ? another(request) : null;
        String number = number();
        String message = number + " " + DOINGS[random.nextInt(DOINGS.length)];
        String trace = null;
        if (other != null) {
            message = quoting(message, other);
        }
        if (trouble && random.nextInt(3) == 0) {
            trace = stackTrace(number, other != null ? other : request.id);
        } else if (trouble && random.nextInt(3) == 0) {
            message += "\nand a second line\n  indented, [brackets] and all";
        }
        return new Step(service, entry(request, service, message, trace), other);
    }

    private Entry entry(Running request, int service, String message, @Nullable String trace) {
        String level = trace != null ? "ERROR" : random.nextInt(20) == 0 ? "WARN" : "INFO";
        return new Entry(
                nanos + clockOffsets[service],
                level,
                random.nextBoolean()
                        ? "XNIO-1 task-" + random.nextInt(1, 9)
                        : "pool-" + random.nextInt(1, 4) + "-thread-1",
                LOGGERS[random.nextInt(LOGGERS.length)],
                request.id,
                request.task[service],
                request.trigger[service],
                message,
                trace);
    }

    private @Nullable String another(Running request) {
        String other = known.get(known.size() - 1 - random.nextInt(Math.min(known.size(), 200)));
        return other.equals(request.id) ? null : other;
    }

    private String quoting(String message, String id) {
        return switch (random.nextInt(5)) {
            case 0 -> message + ", again after " + id;
            case 1 -> message + " [" + id + "] copied";
            case 2 -> message + " reqId=" + id;
            case 3 -> message + " {\"reqId\":\"" + id + "\"}";
            default -> message + "\nINFO  [" + id + "] [main] Fake: a line inside of a message";
        };
    }

    private String stackTrace(String number, @Nullable String id) {
        StringBuilder trace = new StringBuilder("java.lang.IllegalStateException: " + number + "t\n");
        int frames = random.nextInt(2, 30);
        for (int i = 0; i < frames; i++) {
            trace.append("\tat com.example.shop.OrderHandler.step")
                    .append(i)
                    .append("(OrderHandler.java:")
                    .append(i + 17);
            trace.append(")\n");
        }
        trace.append("Caused by: java.io.IOException: no answer for ")
                .append(id)
                .append('\n');
        return trace.append("\tat com.example.shop.Client.ask(Client.java:8)\n\t... ")
                .append(frames)
                .append(" more\n")
                .toString();
    }

    private String number() {
        String digits = Long.toString(++events);
        return "evt-" + "0".repeat(9 - digits.length()) + digits;
    }
}
