package io.reqid.benchmarks.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request in a log, and what an answer must hold: events are known by their numbers.
 *
 * @param id the id of the request
 * @param own its events
 * @param others the events of others that quote the id, which an answer may hold
 */
record Wanted(String id, Set<String> own, Set<String> others) {
    private static final Pattern NUMBER = Pattern.compile("evt-[0-9]{9}");
    private static final Pattern TIMED_ID = Pattern.compile("[\\[\"]([0-9A-HJKMNP-TV-Z]{26})[]\"]");
    private static final Pattern UNTIMED_ID = Pattern.compile("[\\[\"]([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21})[]\"]");
    private static final int LOOK_BYTES = 1 << 16;

    /** {@return a request in the middle of a log, with or without the time in its id} */
    static Wanted inTheMiddleOf(Path log, boolean timed) throws IOException {
        Matcher id = (timed ? TIMED_ID : UNTIMED_ID).matcher(middleOf(log));
        if (!id.find()) {
            throw new IOException("no id in the middle of " + log);
        }
        return scanned(log, id.group(1));
    }

    private static String middleOf(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, (file.length() - LOOK_BYTES) / 2));
            byte[] bytes = new byte[(int) Math.min(LOOK_BYTES, file.length())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static Wanted scanned(Path log, String id) throws IOException {
        Wanted wanted = new Wanted(id, new HashSet<>(), new HashSet<>());
        String event = "";
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                event = startsEvent(line) ? line : event;
                if (line.contains(id)) {
                    wanted.add(event);
                }
            }
        }
        return wanted;
    }

    private static boolean startsEvent(String line) {
        return line.startsWith("20") || line.startsWith("{");
    }

    private void add(String firstLine) {
        String number = number(firstLine);
        if (number == null) {
            throw new IllegalStateException("the generator numbers every event");
        }
        if (firstLine.startsWith(" [" + id + "] ", "2026-11-20T22:30:00.000Z INFO ".length())
                || firstLine.contains(",\"reqId\":\"" + id + "\"")) {
            own.add(number);
        } else {
            others.add(number);
        }
    }

    private static @Nullable String number(String line) {
        Matcher number = NUMBER.matcher(line);
        return number.find() ? number.group() : null;
    }

    /**
     * Checks an answer.
     *
     * @throws IOException if an event of the request is missing, or one is there that does not even quote its id
     */
    void check(String answer) throws IOException {
        Set<String> found = new HashSet<>();
        NUMBER.matcher(answer).results().forEach(number -> found.add(number.group()));
        if (!found.containsAll(own)) {
            throw new IOException(
                    "the answer holds " + found.size() + " events, but not all " + own.size() + " of the request");
        }
        found.removeAll(own);
        found.removeAll(others);
        if (!found.isEmpty()) {
            throw new IOException(
                    "the answer holds " + found.size() + " events that have nothing to do with the request");
        }
    }
}
