package io.reqid.search.command;

import io.reqid.RequestId;
import io.reqid.search.report.Printable;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to look for, and where: the words of a command line told apart. Immutable.
 *
 * @param ids the ids, each once
 * @param paths the paths as typed, {@code -} for standard input
 */
record Targets(List<String> ids, List<String> paths) {
    /** The word for standard input. */
    static final String STANDARD_INPUT = "-";

    private static final List<String> LOG_ENDINGS =
            List.of(".log", ".gz", ".zst", ".xz", ".json", ".jsonl", ".ndjson", ".txt", ".out", ".err");

    /** {@return the ids, which the first words are, and the paths after them} */
    static Targets of(List<String> words, Surroundings surroundings) throws UsageException, IOException {
        if (words.isEmpty()) {
            throw new UsageException("no request id given. Type: reqid ID... [PATH...], or reqid help");
        }
        if (words.get(0).equals(STANDARD_INPUT)) {
            return new Targets(idsFrom(surroundings.in()), pathsAfterPipe(words, surroundings));
        }
        int ids = 0;
        while (ids < words.size() && isId(words.get(ids))) {
            ids++;
        }
        if (ids == 0) {
            throw noId(words.get(0));
        }
        Set<String> distinct = new LinkedHashSet<>(words.subList(0, ids));
        return new Targets(List.copyOf(distinct), paths(words.subList(ids, words.size()), surroundings, distinct));
    }

    /** {@return the paths that are typed, or those of {@code $REQID_PATH}, or standard input if it is no terminal} */
    static List<String> paths(List<String> typed, Surroundings surroundings) throws UsageException {
        return paths(typed, surroundings, Set.of());
    }

    private static List<String> paths(List<String> typed, Surroundings surroundings, Set<String> ids)
            throws UsageException {
        if (!typed.isEmpty()) {
            return List.copyOf(typed);
        }
        List<String> paths = fromEnvironment(surroundings);
        if (!paths.isEmpty()) {
            return paths;
        }
        if (!surroundings.terminal().input()) {
            return List.of(STANDARD_INPUT);
        }
        throw new UsageException(
                "no PATH given: name log files or directories, or set REQID_PATH to them" + missing(ids));
    }

    /** A file that is not there looks like an id. */
    private static String missing(Set<String> ids) {
        if (ids.size() < 2) {
            return "";
        }
        List<String> taken = new ArrayList<>(ids);
        return ". Taken for ids, since no such files exist: "
                + Printable.text(String.join(" ", taken.subList(1, taken.size())));
    }

    private static List<String> pathsAfterPipe(List<String> words, Surroundings surroundings) throws UsageException {
        List<String> typed = words.subList(1, words.size());
        if (typed.contains(STANDARD_INPUT)) {
            throw new UsageException("standard input cannot be both the ids and a log; name the log");
        }
        List<String> paths = typed.isEmpty() ? fromEnvironment(surroundings) : List.copyOf(typed);
        if (paths.isEmpty()) {
            throw new UsageException("no PATH given: with ids from standard input, name log files or directories,"
                    + " or set REQID_PATH to them");
        }
        return paths;
    }

    private static List<String> fromEnvironment(Surroundings surroundings) {
        List<String> paths = new ArrayList<>();
        String variable = surroundings.env().getOrDefault("REQID_PATH", "");
        int from = 0;
        while (from <= variable.length()) {
            int to = variable.indexOf(File.pathSeparatorChar, from);
            to = to < 0 ? variable.length() : to;
            if (to > from) {
                paths.add(variable.substring(from, to));
            }
            from = to + 1;
        }
        return paths;
    }

    private static boolean isId(String word) {
        return RequestId.parse(word).isPresent() && !word.equals(STANDARD_INPUT) && !endsLikeLog(word) && !isFile(word);
    }

    private static boolean endsLikeLog(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (String ending : LOG_ENDINGS) {
            if (lower.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static UsageException noId(String first) {
        String shown = "\"" + Printable.text(first) + "\"";
        if (RequestId.parse(first).isPresent()) {
            String why = isFile(first) ? "a file of that name exists" : "it ends like a log";
            return new UsageException("no request id given: " + shown + " is taken for a PATH, since " + why
                    + ". If it is an id, type: echo " + first + " | reqid - PATH...");
        }
        return new UsageException("no request id given: " + shown + " is none, since an id is 1 to "
                + RequestId.MAX_LENGTH + " of A-Z a-z 0-9 _ . = + - and does not begin with \".\"."
                + " Type: reqid ID... [PATH...], or reqid help");
    }

    /** {@return the first word of each line} */
    private static List<String> idsFrom(InputStream in) throws IOException, UsageException {
        Set<String> ids = new LinkedHashSet<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String word = firstWord(line);
            if (!word.isEmpty()) {
                ids.add(legal(word, number));
            }
        }
        if (ids.isEmpty()) {
            throw new UsageException("no request id on standard input: one is expected at the beginning of each line");
        }
        return List.copyOf(ids);
    }

    private static String firstWord(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private static String legal(String word, int line) throws UsageException {
        if (RequestId.parse(word).isEmpty()) {
            throw new UsageException("line " + line + " of standard input does not begin with a request id: \""
                    + Printable.text(word) + "\"");
        }
        return word;
    }
}
