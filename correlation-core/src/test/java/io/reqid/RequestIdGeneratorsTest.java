package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestIdGeneratorsTest {
    private static final int THREADS = 8;
    private static final int PER_THREAD = 500_000;

    @TempDir
    private Path directory;

    static Stream<Arguments> generators() {
        return Stream.of(
                Arguments.of(RequestIdGenerators.timeOrdered(), "[0-7][0-9A-HJKMNP-TV-Z]{25}"),
                Arguments.of(
                        RequestIdGenerators.uuidV7(),
                        "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
                Arguments.of(RequestIdGenerators.traceId(), "(?!0{32})[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @MethodSource("generators")
    void idsHaveTheirFormat(RequestIdGenerator generator, String format) {
        for (int i = 0; i < 10_000; i++) {
            String id = generator.next().value();
            assertThat(id).matches(format);
            assertThat(RequestId.parse(id)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void millionsOfIdsOverManyThreadsAreAllDifferent(RequestIdGenerator generator, String format) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<long[][]>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            parts.add(pool.submit(() -> drawn(generator)));
        }
        long[] uniqueParts = new long[THREADS * PER_THREAD];
        long[] otherParts = new long[THREADS * PER_THREAD];
        int next = 0;
        for (Future<long[][]> part : parts) {
            System.arraycopy(part.get()[0], 0, uniqueParts, next, PER_THREAD);
            System.arraycopy(part.get()[1], 0, otherParts, next, PER_THREAD);
            next += PER_THREAD;
        }
        pool.shutdown();
        // stricter than asked: the last 60 bits differ alone, or the rest does with them
        long[] sorted = uniqueParts.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                assertThat(others(uniqueParts, otherParts, sorted[i])).doesNotHaveDuplicates();
            }
        }
    }

    private static List<Long> others(long[] uniqueParts, long[] otherParts, long wanted) {
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < uniqueParts.length; i++) {
            if (uniqueParts[i] == wanted) {
                others.add(otherParts[i]);
            }
        }
        return others;
    }

    /** Draws ids; returns the bits of their last twelve characters, and a hash of those before. */
    private static long[][] drawn(RequestIdGenerator generator) {
        long[][] parts = new long[2][PER_THREAD];
        for (int i = 0; i < PER_THREAD; i++) {
            String id = generator.next().value();
            int split = id.length() - 12;
            parts[0][i] = Long.parseLong(id, split, id.length(), 36);
            parts[1][i] = id.substring(0, split).hashCode();
        }
        return parts;
    }

    @Test
    void timeOrderedIdsSortByTheirTimeAndTellIt() {
        for (RequestIdGenerator generator :
                List.of(RequestIdGenerators.timeOrdered(), RequestIdGenerators.uuidV7(), RequestId::next)) {
            Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
            RequestId first = generator.next();
            Instant created = first.createdAt().orElseThrow();
            assertThat(created).isBetween(before, before.plus(Duration.ofMinutes(1)));
            RequestId later = generator.next();
            while (!later.createdAt().orElseThrow().isAfter(created)) {
                later = generator.next();
            }
            assertThat(first.value()).isLessThan(later.value());
        }
    }

    @Test
    void uuidsAreOfVersionSevenAndTheVariantOfTheRfc() {
        for (int i = 0; i < 1_000; i++) {
            UUID uuid = UUID.fromString(RequestIdGenerators.uuidV7().next().value());
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(uuid.toString()).isEqualTo(uuid.toString().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void everyFreeBitTakesBothValues(RequestIdGenerator generator, String format) {
        String[] ids = Stream.generate(generator::next)
                .limit(2_000)
                .map(RequestId::value)
                .toArray(String[]::new);
        int timeLength = ids[0].length() == 32 ? 0 : ids[0].length() == 26 ? 10 : 15;
        for (int i = timeLength; i < ids[0].length(); i++) {
            int index = i;
            long different =
                    Arrays.stream(ids).map(id -> id.charAt(index)).distinct().count();
            long expected = ids[0].charAt(i) == '-'
                    ? 1
                    : ids[0].length() == 36 && i == 19 ? 4 : ids[0].length() == 26 ? 32 : 16;
            // the last digit of the first half of a trace id is odd, so that no id is all zero
            long odd = ids[0].length() == 32 && i == 15 ? 8 : expected;
            assertThat(different).as("index " + i).isEqualTo(odd);
        }
    }

    /** Prints some ids of each generator. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 200; i++) {
                System.out.println(RequestIdGenerators.traceId().next());
                System.out.println(
                        RequestIdGenerators.timeOrdered().next().value().substring(10));
                System.out.println(RequestIdGenerators.uuidV7().next().value().substring(14));
            }
        }
    }

    @Test
    void twoProcessesDrawDifferentIds() throws Exception {
        ForkedJvm first = ForkedJvm.run(directory, Main.class, List.of());
        ForkedJvm second = ForkedJvm.run(directory, Main.class, List.of());
        List<String> all =
                Stream.concat(first.out().lines(), second.out().lines()).toList();
        assertThat(all).hasSize(1_200).doesNotHaveDuplicates();
    }
}
