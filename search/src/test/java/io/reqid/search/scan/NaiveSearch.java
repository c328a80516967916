package io.reqid.search.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of what an event is and whose it is, written down as simply as can be, over whole files in memory. */
final class NaiveSearch {
    private static final Pattern START =
            Pattern.compile("(?:\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z|-{4}) \\[([A-Za-z0-9_.=+-]*)\\].*");

    private final boolean idKnown;

    NaiveSearch(boolean idKnown) {
        this.idKnown = idKnown;
    }

    /** One event: the file it begins in, where, and its text. */
    record Piece(int file, long position, String text) {}

    /** {@return the events of a rotated set} */
    List<Piece> events(List<byte[]> files, int firstOrder) {
        List<Piece> events = new ArrayList<>();
        boolean open = false;
        for (Piece line : lines(files, firstOrder)) {
            if (isHeader(line.text)) {
                open = false;
            } else if (open && !isStart(line.text)) {
                Piece last = events.remove(events.size() - 1);
                events.add(new Piece(last.file, last.position, last.text + line.text));
            } else {
                events.add(line);
                open = true;
            }
        }
        return events;
    }

    /** A line that a rotation cut in two is one, unless its second half looks like a line of its own. */
    private static List<Piece> lines(List<byte[]> files, int firstOrder) {
        List<Piece> lines = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String text = new String(files.get(i), StandardCharsets.ISO_8859_1);
            for (int at = 0; at < text.length(); ) {
                int end = text.indexOf('\n', at);
                end = end < 0 ? text.length() : end + 1;
                Piece line = new Piece(firstOrder + i, at, text.substring(at, end));
                Piece last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
                boolean cut = last != null && !last.text.endsWith("\n");
                if (cut && !isHeader(line.text) && !isStart(line.text)) {
                    lines.set(lines.size() - 1, new Piece(last.file, last.position, last.text + line.text));
                } else {
                    lines.add(line);
                }
                at = end;
            }
        }
        return lines;
    }

    private static boolean isHeader(String line) {
        return line.startsWith("#logback.classic pattern:");
    }

    private static boolean isStart(String line) {
        return START.matcher(line.replaceAll("\r?\n$", "")).matches();
    }

    boolean isOwn(Piece event, String id) {
        if (!idKnown) {
            return isWord(event.text.split("\n", 2)[0], id);
        }
        Matcher start = START.matcher(event.text.split("\r?\n", 2)[0]);
        return start.matches() && start.group(1).equals(id);
    }

    boolean isMention(Piece event, String id) {
        return !isOwn(event, id) && (isWord(event.text, id) || endsSentence(event.text, id));
    }

    private static boolean endsSentence(String text, String id) {
        return Pattern.compile("(?<![A-Za-z0-9_.+-])" + Pattern.quote(id) + "\\.(?![A-Za-z0-9_.+-])")
                .matcher(text)
                .find();
    }

    private static boolean isWord(String text, String id) {
        return Pattern.compile("(?<![A-Za-z0-9_.+-])" + Pattern.quote(id) + "(?![A-Za-z0-9_.+-])")
                .matcher(text)
                .find();
    }
}
