package io.reqid.search.scan;

import io.reqid.search.input.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes rotated logs that are as nasty as logs get: cut anywhere, with ids quoted, glued together and at every edge. */
final class RandomLogs {
    private static final List<Packed> PACKINGS = List.of(Packed.values());

    static final List<String> IDS = List.of(
            "req-1", "req-12", "01M89YMCTX8GW4EZYE36SQGB5", "a", "x9=", "aaaa", "aaaaaaaa", "7f.3-A_z+0", "01M89YMCTX");

    static final List<String> LONG_IDS = List.of("01M89YMCTX8GW4EZYE36SQGB5", "4bf92f3577b34da6a3ce929d0e0e4736");

    private final Random random;
    private final List<List<byte[]>> sets = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private long millis = Instant.parse("2026-11-20T23:59:00Z").toEpochMilli();

    RandomLogs(long seed, Path directory) throws IOException {
        this.random = new Random(seed);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            write(directory, "app" + i, content());
        }
    }

    List<List<byte[]>> sets() {
        return sets;
    }

    List<String> paths() {
        return paths;
    }

    private void write(Path directory, String name, byte[] content) throws IOException {
        int files = 1 + random.nextInt(4);
        List<byte[]> set = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < files; i++) {
            int to = i == files - 1 ? content.length : from + random.nextInt(content.length - from + 1);
            byte[] part = Arrays.copyOfRange(content, from, to);
            boolean current = i == files - 1 && random.nextBoolean();
            Packed packed = current ? Packed.PLAIN : PACKINGS.get(random.nextInt(PACKINGS.size()));
            String file = current ? name + ".log" : name + ".2026-11-21." + i + ".log" + packed.suffix();
            Files.write(directory.resolve(file), packed.pack(part));
            set.add(part);
            paths.add(random.nextInt(paths.size() + 1), directory.resolve(file).toString());
            from = to;
        }
        sets.add(set);
    }

    private byte[] content() {
        StringBuilder text = new StringBuilder();
        int events = random.nextInt(120);
        for (int i = 0; i < events; i++) {
            if (random.nextInt(15) == 0) {
                text.append("#logback.classic pattern: %d [%reqId] ")
                        .append(words())
                        .append(lineEnd());
            }
            if (random.nextInt(12) != 0) {
                text.append(stamp())
                        .append(" [")
                        .append(random.nextInt(4) == 0 ? "" : id())
                        .append("] ");
            }
            text.append(words()).append(lineEnd());
            for (int lines = random.nextInt(6) - 3; lines > 0; lines--) {
                text.append("\tat ").append(words()).append(lineEnd());
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String stamp() {
        millis += random.nextInt(20) == 0 ? -random.nextInt(5000) : random.nextInt(400);
        return random.nextInt(10) == 0
                ? "----"
                : String.format("%tFT%<tT.%<tLZ", Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String[] glue = {" ", " ", "=", ".", "", ": ", "\"", "é", "-"};
            words.append(random.nextInt(3) == 0 ? id() : "word" + random.nextInt(50))
                    .append(glue[random.nextInt(glue.length)]);
        }
        return words.toString();
    }

    private String id() {
        int chosen = random.nextInt(IDS.size() + LONG_IDS.size());
        return chosen < IDS.size() ? IDS.get(chosen) : LONG_IDS.get(chosen - IDS.size());
    }

    private String lineEnd() {
        return random.nextInt(3) == 0 ? "\r\n" : "\n";
    }
}
