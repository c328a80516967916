package io.reqid.search.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMembersTest {
    private static final int MEMBER = 700_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(20261125);
    private final byte[] plain = new byte[6 * MEMBER + 1234];
    private final AtomicLong read = new AtomicLong();

    @Test
    void anyRangeIsReadFromThePointBeforeItOn() throws IOException {
        Path file = packed();
        SeekPoints points = points(file);
        try (FileChannel channel = FileChannel.open(file);
                GzipMembers members = new GzipMembers(channel, points, read::addAndGet)) {
            assertThat(points.size()).isEqualTo(7);
            assertThat(members.length()).isEqualTo(plain.length);
            byte[] one = new byte[1];
            assertThat(members.read(one, 0, 1, 4 * MEMBER + 7)).isEqualTo(1);
            assertThat(read.get()).as("packed bytes of one member alone").isBetween(1L, (long) MEMBER + 1000);
            long before = read.get();
            members.read(new byte[MEMBER], 0, MEMBER, 5 * MEMBER);
            assertThat(read.get() - before).as("nothing behind it").isEqualTo(points.packedEnd(5) - points.packed(5));
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(plain.length);
                byte[] bytes = new byte[random.nextInt(2 * MEMBER)];
                int got = members.read(bytes, 0, bytes.length, from);
                assertThat(got).isEqualTo(Math.min(bytes.length, plain.length - from));
                assertThat(Arrays.equals(bytes, 0, got, plain, from, from + got))
                        .isTrue();
            }
            assertThat(members.read(one, 0, 1, plain.length)).isZero();
        }
    }

    @Test
    void fewMembersAreKeptInMemory() throws IOException {
        Path file = packed();
        try (FileChannel channel = FileChannel.open(file);
                GzipMembers members = new GzipMembers(channel, points(file), read::addAndGet)) {
            byte[] one = new byte[1];
            for (int member = 0; member < 6; member++) {
                members.read(one, 0, 1, (long) member * MEMBER);
            }
            long before = read.get();

            members.read(one, 0, 1, 5 * MEMBER);
            assertThat(read.get()).as("the last is kept").isEqualTo(before);
            members.read(one, 0, 1, 0);
            assertThat(read.get()).as("the first is not").isGreaterThan(before);
        }
    }

    @Test
    void damageOfAMemberIsSeen() throws IOException {
        Path file = packed();
        SeekPoints points = points(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) points.packedEnd(2) - 6] ^= 1; // in its checksum
        Files.write(file, bytes);
        try (FileChannel channel = FileChannel.open(file);
                GzipMembers members = new GzipMembers(channel, points, bytesRead -> {})) {
            byte[] all = new byte[MEMBER];
            assertThat(members.read(all, 0, MEMBER, MEMBER)).isEqualTo(MEMBER);
            assertThatThrownBy(() -> members.read(all, 0, MEMBER, 2 * MEMBER)).hasMessageContaining("checksum");
        }
    }

    @Test
    void membersThatBeginCloseTogetherAreNoPoints() {
        SeekPoints.Builder builder = new SeekPoints.Builder();
        for (int i = 0; i < 1000; i++) {
            builder.member(i * 50L, i * 2048L);
        }
        SeekPoints points = builder.upTo(1000 * 2048L);

        assertThat(points.size()).isEqualTo(4);
        assertThat(points.widest()).isEqualTo(1 << 19);
        assertThat(SeekPoints.of(points.numbers(), points.length()).numbers()).isEqualTo(points.numbers());
        assertThat(points.before((1 << 19) - 1)).isZero();
        assertThat(points.before(1 << 19)).isEqualTo(1);
    }

    /** Members with a hole of zeros between two, which RFC 1952 does not know and tapes leave. */
    private Path packed() throws IOException {
        random.nextBytes(plain);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int at = 0; at < plain.length; at += MEMBER) {
            packed.write(Packed.GZIP.packOne(Arrays.copyOfRange(plain, at, Math.min(plain.length, at + MEMBER))));
            packed.write(new byte[at == MEMBER ? 512 : 0]);
        }
        return Files.write(directory.resolve("a.gz"), packed.toByteArray());
    }

    private static SeekPoints points(Path file) throws IOException {
        SeekPoints.Builder points = new SeekPoints.Builder();
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(Files.readAllBytes(file)), points)) {
            return points.upTo(in.readAllBytes().length);
        }
    }
}
