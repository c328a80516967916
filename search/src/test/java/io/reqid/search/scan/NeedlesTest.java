package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Large and small ranges are searched in different ways, and the first megabytes in another than those after them. */
class NeedlesTest {
    private static final long SEED = 20_261_125;

    /** Far more than what is searched the slower way. */
    private static final byte[] MUCH = new byte[6 << 20];

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void findsWhatAPlainLoopFinds() {
        for (int round = 0; round < 150; round++) {
            List<byte[]> words = words();
            Needles fresh = Needles.of(words);
            Needles used = Needles.of(words);
            used.find(MUCH, 0, MUCH.length, new Hits());
            byte[] text = text(words);
            int from = random.nextInt(text.length / 4);
            int to = text.length - random.nextInt(text.length / 4);
            List<String> expected = plainly(words, text, from, to);
            assertThat(found(fresh, text, from, to))
                    .as("seed %d, round %d, at first", SEED, round)
                    .isEqualTo(expected);
            assertThat(found(used, text, from, to))
                    .as("seed %d, round %d, after much", SEED, round)
                    .isEqualTo(expected);
        }
    }

    private List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        int shortest = random.nextInt(1, 30);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            byte[] word = letters(shortest + random.nextInt(10));
            if (words.stream()
                    .noneMatch(known -> new String(known, StandardCharsets.US_ASCII)
                            .equals(new String(word, StandardCharsets.US_ASCII)))) {
                words.add(word);
            }
        }
        return words;
    }

    /** Few letters, so that much is nearly a word. */
    private byte[] letters(int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + random.nextInt(3));
        }
        return letters;
    }

    private byte[] text(List<byte[]> words) {
        byte[] text = letters(random.nextInt(40, 4000));
        for (int i = random.nextInt(20); i > 0; i--) {
            byte[] word = words.get(random.nextInt(words.size()));
            if (word.length < text.length) {
                System.arraycopy(word, 0, text, random.nextInt(text.length - word.length), word.length);
            }
        }
        return text;
    }

    private static List<String> found(Needles needles, byte[] text, int from, int to) {
        Hits hits = new Hits();
        needles.find(text, from, to, hits);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            found.add(hits.position(i) + ":" + hits.word(i));
        }
        found.sort(null);
        return found;
    }

    private static List<String> plainly(List<byte[]> words, byte[] text, int from, int to) {
        String all = new String(text, StandardCharsets.US_ASCII);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = new String(words.get(i), StandardCharsets.US_ASCII);
            for (int at = all.indexOf(word, from);
                    at >= 0 && at + word.length() <= to;
                    at = all.indexOf(word, at + 1)) {
                found.add(at + ":" + i);
            }
        }
        found.sort(null);
        return found;
    }
}
