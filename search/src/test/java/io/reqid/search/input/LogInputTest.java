package io.reqid.search.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogInputTest {
    @TempDir
    private Path directory;

    private final List<Note> notes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void allMembersAreReadWhateverTheNameSays(Packed packed) throws IOException {
        byte[] plain = plain(300_000);
        assertThat(read(packed.pack(plain))).isEqualTo(plain);
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void whatStandsBeforeATruncationIsRead(Packed packed) throws IOException {
        byte[] plain = plain(300_000);
        byte[] whole = packed.pack(plain);
        byte[] got = read(Arrays.copyOf(whole, whole.length - whole.length / 4));
        assertThat(got.length).isBetween(plain.length / 2, plain.length - 1);
        assertThat(got).isEqualTo(Arrays.copyOf(plain, got.length));
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
        assertThat(notes.get(0).found()).contains("cut off in the middle");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void whatStandsBeforeDamageIsRead(Packed packed) throws IOException {
        byte[] plain = plain(300_000);
        byte[] damaged = packed.pack(plain);
        for (int i = damaged.length * 3 / 4; i < damaged.length * 3 / 4 + 100; i++) {
            damaged[i] ^= 0x55;
        }
        byte[] got = read(damaged);
        assertThat(got.length).isGreaterThanOrEqualTo(plain.length / 2);
        assertThat(Arrays.copyOf(got, plain.length / 2)).isEqualTo(Arrays.copyOf(plain, plain.length / 2));
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
    }

    @ParameterizedTest
    @EnumSource(names = "GZIP")
    void zerosBehindTheLastMemberAreNoDamageAndOtherBytesAre(Packed packed) throws IOException {
        byte[] plain = plain(1000);
        byte[] whole = packed.pack(plain);
        assertThat(read(Arrays.copyOf(whole, whole.length + 512))).isEqualTo(plain);
        assertThat(notes).isEmpty();
        byte[] garbage = Arrays.copyOf(whole, whole.length + 5);
        Arrays.fill(garbage, whole.length, garbage.length, (byte) 'x');
        assertThat(read(garbage)).isEqualTo(plain);
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
    }

    /** Flags of RFC 1952: a checksum of the header, more fields, a name, a comment. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 2 + 4 + 8 + 16})
    void whatAHeaderOfGzipMayHoldIsNoText(int flags) throws IOException {
        byte[] plain = plain(1000);
        byte[] member = Packed.GZIP.packOne(plain);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(member, 0, 3);
        packed.write(flags);
        packed.write(member, 4, 6);
        packed.write((flags & 4) != 0 ? new byte[] {3, 0, 1, 2, 3} : new byte[0]);
        packed.writeBytes(((flags & 8) != 0 ? "app.log\0" : "").getBytes(StandardCharsets.US_ASCII));
        packed.writeBytes(((flags & 16) != 0 ? "a comment\0" : "").getBytes(StandardCharsets.US_ASCII));
        packed.write((flags & 2) != 0 ? new byte[] {7, 7} : new byte[0]);
        packed.write(member, 10, member.length - 10);

        assertThat(read(packed.toByteArray())).isEqualTo(plain);
        assertThat(notes).isEmpty();
    }

    @Test
    void flagsThatGzipDoesNotKnowAndAWrongLengthAreDamage() throws IOException {
        byte[] unknown = Packed.GZIP.packOne(plain(1000));
        unknown[3] = 32;
        assertThat(read(unknown)).isEmpty();
        byte[] length = Packed.GZIP.packOne(plain(1000));
        length[length.length - 1] = 1;
        read(length);
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL, Kind.PARTIAL);
        assertThat(notes.get(1).found()).contains("checksum");
    }

    private byte[] read(byte[] packed) throws IOException {
        Path file = Files.write(directory.resolve("some.log"), packed);
        LogFile log = LogSet.resolve(List.of(file.toString()), InputOptions.standard(), notes::add)
                .files()
                .get(0);
        long[] seen = new long[1];
        byte[] bytes = new byte[1_000_000];
        try (LogInput in = log.open(notes::add, read -> seen[0] += read)) {
            int got = in.read(bytes, 0, bytes.length);
            assertThat(seen[0]).isLessThanOrEqualTo(packed.length);
            return Arrays.copyOf(bytes, got);
        }
    }

    /** Words, so that it packs, but not to nothing. */
    private static byte[] plain(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Integer.toString(random.nextInt(), 36)).append(random.nextInt(8) == 0 ? '\n' : ' ');
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }
}
