package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SideTableTest {
    /** Equal to every other, and of the same hash code. */
    private record Twin() {}

    @Test
    void keysAreToldApartByIdentity() {
        SideTable<Object, String> table = new SideTable<>();
        Object one = new Object();
        Twin first = new Twin();
        table.put(one, "one");
        table.put(first, "first");
        assertThat(table.get(one)).isEqualTo("one");
        assertThat(table.get(new Twin())).isNull();
        assertThat(table.get(first)).isEqualTo("first");
    }

    @Test
    void holdsWhatAMapOfTheJdkHolds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SideTable<Object, Integer> table = new SideTable<>();
        IdentityHashMap<Object, Integer> expected = new IdentityHashMap<>();
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            keys.add(new Object());
        }
        for (int i = 0; i < 200_000; i++) {
            Object key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    table.put(key, i);
                    expected.put(key, i);
                }
                case 2 -> assertThat(table.remove(key)).as("seed " + seed).isEqualTo(expected.remove(key));
                default -> assertThat(table.get(key)).as("seed " + seed).isEqualTo(expected.get(key));
            }
        }
        for (Object key : keys) {
            assertThat(table.get(key)).as("seed " + seed).isEqualTo(expected.get(key));
        }
    }

    @Test
    void eachThreadFindsItsOwnWhileOthersHaveTheTableGrow() throws Exception {
        SideTable<Object, Object> table = new SideTable<>();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> work = () -> {
                int wrong = 0;
                List<Object> kept = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                    Object key = new Object();
                    table.put(key, key);
                    wrong += table.get(key) == key ? 0 : 1;
                    if (i % 3 == 0) {
                        kept.add(key);
                    } else {
                        wrong += table.remove(key) == key && table.get(key) == null ? 0 : 1;
                    }
                }
                for (Object key : kept) {
                    wrong += table.get(key) == key ? 0 : 1;
                }
                return wrong;
            };
            for (Future<Integer> each : pool.invokeAll(List.of(work, work, work, work))) {
                assertThat(each.get()).isZero();
            }
        } finally {
            pool.shutdown();
        }
    }

    /** Keys are few and threads many: who takes a value, takes one that was put, and nobody else takes it. */
    @Test
    void noValueIsLostOrTakenTwiceWhileTheTableIsMadeAgain() throws Exception {
        long seed = new Random().nextLong();
        for (int round = 0; round < 40; round++) {
            assertEachValueIsTakenOnce(seed + round);
        }
    }

    private static void assertEachValueIsTakenOnce(long seed) throws Exception {
        SideTable<Object, Integer> table = new SideTable<>();
        int threads = 4;
        int values = 2_000;
        List<Object> shared = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            shared.add(new Object());
        }
        AtomicIntegerArray taken = new AtomicIntegerArray(threads * values);
        List<Callable<List<Object>>> works = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * values;
            works.add(() -> {
                Random random = new Random(seed + first);
                List<Object> own = new ArrayList<>();
                for (int value = first; value < first + values; value++) {
                    boolean isShared = random.nextInt(4) == 0;
                    Object key = isShared ? shared.get(random.nextInt(shared.size())) : new Object();
                    if (!isShared) {
                        own.add(key);
                        table.put(key, value);
                        if (random.nextBoolean()) {
                            take(table, key, taken);
                        }
                    } else if (random.nextBoolean()) {
                        table.put(key, value);
                    } else {
                        take(table, key, taken);
                    }
                }
                return own;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Object> owned = new ArrayList<>();
            for (Future<List<Object>> each : pool.invokeAll(works)) {
                owned.addAll(each.get());
            }
            owned.forEach(key -> take(table, key, taken));
            shared.forEach(key -> take(table, key, taken));
            shared.forEach(key -> assertThat(table.get(key)).as("seed " + seed).isNull());
            int ownTaken = 0;
            for (int i = 0; i < taken.length(); i++) {
                assertThat(taken.get(i)).as("seed %d, value %d", seed, i).isBetween(0, 1);
                ownTaken += taken.get(i);
            }
            assertThat(ownTaken).as("seed " + seed).isGreaterThanOrEqualTo(owned.size());
        } finally {
            pool.shutdown();
        }
    }

    private static void take(SideTable<Object, Integer> table, Object key, AtomicIntegerArray taken) {
        Integer value = table.remove(key);
        if (value != null) {
            taken.incrementAndGet(value);
        }
    }

    @Test
    void withoutAQueueItForgetsWhatIsKnownOfCollectedObjectsAsOthersCome() {
        SideTable<Object, Object> table = SideTable.withoutQueue();
        WeakReference<Object> value = filled(table);
        for (int i = 0; i < 1_000 && value.get() != null; i++) {
            System.gc();
            for (int j = 0; j < 1_000; j++) {
                Object key = new Object();
                table.put(key, key);
                table.remove(key);
            }
        }
        assertThat(value.get()).isNull();
    }

    @Test
    void keepsNeitherKeysNorTheirValuesAlive() {
        SideTable<Object, Object> table = new SideTable<>();
        WeakReference<Object> value = filled(table);
        Object other = new Object();
        for (int i = 0; i < 1_000 && value.get() != null; i++) {
            System.gc();
            table.get(other);
        }
        assertThat(value.get()).isNull();
    }

    private static WeakReference<Object> filled(SideTable<Object, Object> table) {
        Object value = new Object();
        table.put(new Object(), value);
        return new WeakReference<>(value);
    }

    @Test
    void lookingUpAllocatesNothing() {
        SideTable<Object, Object> table = new SideTable<>();
        Object key = new Object();
        table.put(key, key);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                table.get(key);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1_000); // less than a byte a look-up: the count itself may take some
    }
}
