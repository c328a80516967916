package io.reqid.search.event;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the formats of one file by its first lines. For one thread; used once. */
final class Detection {
    private static final byte[] DASHES = Lines.ascii(" --- ");
    private static final int MOST_HEADERS = 8;
    private static final int MOST_LINES = 400;
    private static final int FEW_LINES = 50;

    private final Formats formats;
    private final String file;
    private final long modifiedMillis;
    private final Notes notes;
    private final StampClock clock;
    private final List<LineFormat> known = new ArrayList<>();
    private final List<LineFormat> seen = new ArrayList<>();

    Detection(Formats formats, String file, long modifiedMillis, Notes notes) {
        this.formats = formats;
        this.file = file;
        this.modifiedMillis = modifiedMillis;
        this.notes = notes;
        this.clock = new StampClock(formats.zone(), modifiedMillis);
    }

    EventFormat detect(byte[] bytes) {
        Head head = Head.of(bytes);
        addJson(head);
        boolean onlyJson = !seen.isEmpty();
        addPatterns(head);
        addSpring(head);
        onlyJson &= seen.size() == 1;
        int kinds = stampKinds(head);
        StampFormat guess = StampFormat.unlearned(kinds | Stamps.ISO, !seen.isEmpty(), formats.keys(), clock);
        if (kinds != 0 && seen.isEmpty()) {
            guess = guess.learn(head);
        }
        if (kinds != 0) {
            seen.add(guess);
        }
        boolean raw = head.lines() > 0 && (seen.isEmpty() || (onlyJson && kinds == 0));
        if (raw && !onlyJson) {
            noteRaw();
        }
        return new MixedFormat(description(head), known, guess, raw, knowsRequestId());
    }

    /** Lines of JSON are understood in every file; whether they are there is told by the first of them. */
    private void addJson(Head head) {
        JsonFormat json = new JsonFormat("JSON", formats.keys(), clock);
        for (int i = 0; i < head.lines(); i++) {
            if (json.starts(head.bytes(), head.from(i), head.to(i))) {
                json = json.described(JsonFormat.kind(head.bytes(), head.from(i), head.to(i)));
                seen.add(json);
                break;
            }
        }
        known.add(json);
    }

    /** Those that headers name come first: they are the file's own. */
    private void addPatterns(Head head) {
        Set<String> headers = headers(head);
        for (String header : headers) {
            try {
                add(formats.compile(header, modifiedMillis));
            } catch (IllegalArgumentException fault) {
                note(
                        Notes.Kind.DETAIL,
                        "a header in it names a pattern that cannot be read: " + fault.getMessage(),
                        "");
            }
        }
        boolean fits = formats.patterns().isEmpty();
        for (String given : formats.patterns()) {
            PatternFormat format = formats.compile(given, modifiedMillis);
            known.add(format);
            if (!headers.contains(given) && fitsSomeLine(format, head)) {
                seen.add(format);
                fits = true;
            }
        }
        if (!fits && headers.isEmpty() && head.lines() > 0) {
            note(Notes.Kind.DETAIL, "none of its first lines fits a pattern that was given", "");
        }
    }

    private void add(LineFormat format) {
        known.add(format);
        seen.add(format);
    }

    private static Set<String> headers(Head head) {
        Set<String> headers = new LinkedHashSet<>();
        for (int i = 0; i < head.lines() && headers.size() < MOST_HEADERS; i++) {
            String pattern = HeaderLine.pattern(head.bytes(), head.from(i), head.to(i));
            if (pattern != null) {
                headers.add(pattern);
            }
        }
        return headers;
    }

    private static boolean fitsSomeLine(LineFormat format, Head head) {
        for (int i = 0; i < head.lines(); i++) {
            if (format.starts(head.bytes(), head.from(i), head.to(i))) {
                return true;
            }
        }
        return false;
    }

    private void addSpring(Head head) {
        if (!holdsDashes(head)) {
            return;
        }
        PatternFormat spring = SpringLayout.find(head, formats.keys(), formats.zone(), modifiedMillis);
        if (spring != null) {
            add(spring);
        }
    }

    /** Most files need no closer look: the layout has three dashes. */
    private boolean holdsDashes(Head head) {
        byte[] bytes = head.bytes();
        int lines = seen.isEmpty() ? head.lines() : Math.min(head.lines(), FEW_LINES);
        for (int i = 0; i < lines; i++) {
            for (int at = head.from(i); at < head.to(i) - DASHES.length; at++) {
                if (bytes[at] == ' ' && Lines.startsWith(bytes, at, head.to(i), DASHES)) {
                    return !isKnown(bytes, head.from(i), head.to(i));
                }
            }
        }
        return false;
    }

    private boolean isKnown(byte[] bytes, int from, int to) {
        for (LineFormat format : known) {
            if (format.starts(bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the kinds of stamps that begin those lines which nothing else knows} A kind that is rare is none. */
    private int stampKinds(Head head) {
        int[] counts = new int[Stamps.EPOCH + 1];
        int stamped = 0;
        int lines = Math.min(head.lines(), seen.isEmpty() ? MOST_LINES : FEW_LINES);
        for (int i = 0; i < lines; i++) {
            int kind = StampFormat.kind(head.bytes(), head.from(i), head.to(i));
            boolean counted = kind != 0 && !isKnown(head.bytes(), head.from(i), head.to(i));
            if (counted && (seen.isEmpty() || guessed(kind, head, i))) {
                counts[kind]++;
                stamped++;
            }
        }
        int kinds = 0;
        for (int kind = Stamps.ISO; kind <= Stamps.EPOCH; kind <<= 1) {
            kinds |= counts[kind] * 4 > stamped ? kind : 0;
        }
        return kinds;
    }

    /** Beside a known format, a stamp without a level is more likely part of a message. */
    private boolean guessed(int kind, Head head, int line) {
        return StampFormat.unlearned(kind, true, formats.keys(), clock)
                .starts(head.bytes(), head.from(line), head.to(line));
    }

    private boolean knowsRequestId() {
        boolean knows = !seen.isEmpty();
        for (LineFormat format : seen) {
            knows &= format.knowsRequestId();
        }
        return knows;
    }

    private String description(Head head) {
        if (seen.isEmpty()) {
            return head.lines() == 0 ? "nothing written yet" : "raw lines, each one an event";
        }
        StringBuilder text = new StringBuilder();
        for (LineFormat format : seen) {
            text.append(text.length() == 0 ? "" : " + ").append(format.description());
        }
        return text.toString();
    }

    private void noteRaw() {
        note(
                Notes.Kind.HINT,
                "nothing tells where its events begin: every line is taken for one",
                "name its layout with --pattern, or let Logback write it with outputPatternAsHeader");
    }

    private void note(Notes.Kind kind, String found, String advice) {
        notes.add(new Note(kind, Printable.text(file), found, advice));
    }
}
