package io.reqid.agent.tests.chaos;

import io.reqid.AsyncHooks;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Runs random graphs of asynchronous constructs, thousands of requests at once, and checks every line's id against what
 * the generator knows. The seed decides the graphs, not how the threads meet.
 *
 * <p>Arguments: see {@link Settings}.
 * Ends with 0 if every line was right, 1 if one was not, {@value Watchdog#EXIT_CODE} if it hung.
 */
final class Chaos {
    private static final int AT_ONCE = 2_000;
    private static final int OUTSIDE_ONE_IN = 10;
    private static final int ENDS_EARLY_ONE_IN = 8;

    private final World world;
    private final Semaphore places = new Semaphore(AT_ONCE);

    private Chaos(World world) {
        this.world = world;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        System.out.println("Chaos seed=" + settings.seed());
        // at least two, or futures would use a new thread per task and never the common pool
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", settings.parallelism());
        Thread.setDefaultUncaughtExceptionHandler(OnPurpose::onUncaught);
        Path file = Files.createTempFile("chaos", ".bin");
        try (AsynchronousFileChannel channel =
                AsynchronousFileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> file.toFile().delete()));
            System.exit(run(settings, new World(channel)));
        }
    }

    private static int run(Settings settings, World world) throws InterruptedException {
        Watchdog watchdog = Watchdog.start(world, Duration.ofSeconds(settings.limitSeconds()));
        if (settings.track()) {
            try (AsyncHooks.Registration ids = AsyncHooks.trackIds()) {
                new Chaos(world).fill(settings);
            }
        } else {
            new Chaos(world).fill(settings);
        }
        world.close();
        watchdog.stop();
        world.ledger().print(world.constructs(), settings.seed());
        return world.ledger().wrong() + world.ledger().missing() == 0 ? 0 : 1;
    }

    /** Begins requests until there are lines enough, and waits for the last. */
    private void fill(Settings settings) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (long number = 0; world.ledger().lines() < settings.lines(); number++) {
            places.acquire();
            begin(number, random.split());
        }
        places.acquire(AT_ONCE);
    }

    /** Some begin here, some on a thread of a pool, some outside any request. */
    private void begin(long number, SplittableRandom random) {
        String id = random.nextInt(OUTSIDE_ONE_IN) == 0 ? null : "r" + number;
        Request request = new Request(world, id, random.nextInt(ENDS_EARLY_ONE_IN) == 0, places);
        long seed = random.nextLong();
        if (random.nextBoolean()) {
            request.begin(seed);
        } else {
            world.pools().fixed.execute(() -> request.begin(seed));
        }
    }
}
