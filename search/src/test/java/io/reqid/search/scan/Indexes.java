package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.event.EventFormat;
import io.reqid.search.event.RequestLog;
import io.reqid.search.index.IndexPlace;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Logs to index, and what is done with them. For one thread. */
final class Indexes {
    final List<Note> notes = new ArrayList<>();
    final AtomicLong read = new AtomicLong();
    private final FormatSource formats;
    private final IndexPlace place;

    private Indexes(IndexPlace place, FormatSource formats) {
        this.place = place;
        this.formats = formats;
    }

    static Indexes besideLogs() {
        return in(IndexPlace.besideLogs());
    }

    static Indexes in(IndexPlace place) {
        return new Indexes(place, (name, head, modified, to) -> new BracketFormat(true));
    }

    static Indexes withRules(long rules) {
        return new Indexes(IndexPlace.besideLogs(), new FormatSource() {
            @Override
            public EventFormat detect(String file, byte[] head, long modified, Notes to) {
                return new BracketFormat(true);
            }

            @Override
            public long rules() {
                return rules;
            }
        });
    }

    Indexer indexer(Path... files) {
        return new Indexer(resolve(files), formats, place, 2, Progress.NONE, notes::add);
    }

    /** {@return the texts of the events of a request, then of those that mention it} */
    List<List<String>> find(String id, Path... files) {
        Progress counting = new ReadProgress() {
            @Override
            public void read(long bytes) {
                read.addAndGet(bytes);
            }
        };
        SearchOptions options = SearchOptions.standard()
                .withThreads(2)
                .withIndexes(place.directory().orElse(null));
        RequestLog log = new Search(resolve(files), formats, options, counting, notes::add)
                .requests(List.of(id), false)
                .get(0);
        return List.of(texts(log.events()), texts(log.mentions()));
    }

    private LogSet resolve(Path... files) {
        List<String> paths = Arrays.stream(files).map(Path::toString).toList();
        return LogSet.resolve(paths, InputOptions.standard(), notes::add);
    }

    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event -> new String(event.bytes(), StandardCharsets.US_ASCII))
                .toList();
    }

    static String id(int number) {
        return String.format("01M89YMCTX%016d", number * 7919L);
    }

    static String line(String id, String message) {
        return "2026-11-25T12:00:00.001Z [" + id + "] " + message + "\n";
    }

    /** Events of 2000 requests with stack traces, some of which quote another request; incompressible by half. */
    static byte[] log(long seed, int size) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append(line(id(random.nextInt(2000)), "x".repeat(random.nextInt(200)) + random.nextLong()));
            if (random.nextInt(20) == 0) {
                text.append("\tat ").append("y".repeat(random.nextInt(2000))).append(" ");
                text.append(id(random.nextInt(2000))).append("\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Packs bytes as one member, as logback and gzip do. */
    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
