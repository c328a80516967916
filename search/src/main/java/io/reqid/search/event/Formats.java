package io.reqid.search.event;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how the events of a file are told apart: without configuration, or by the patterns that the user gave.
 * Immutable and thread-safe.
 */
public final class Formats {
    private final List<String> patterns;
    private final Map<String, String> words;
    private final IdKeys keys;
    private final @Nullable ZoneId zone;
    private final Remarks remarks;

    private Formats(
            List<String> patterns, Map<String, String> words, IdKeys keys, @Nullable ZoneId zone, Remarks remarks) {
        this.patterns = List.copyOf(patterns);
        this.words = Map.copyOf(words);
        this.keys = keys;
        this.zone = zone;
        this.remarks = remarks;
    }

    /** {@return formats that are found without configuration, with the usual keys for ids and the system's time zone} */
    public static Formats standard() {
        return new Formats(List.of(), Map.of(), IdKeys.usual(), null, Remarks.NONE);
    }

    /**
     * {@return these formats and one more pattern}
     *
     * @param logback a pattern of Logback's PatternLayout
     * @throws IllegalArgumentException if it is not a pattern; the message names the place of the fault
     */
    public Formats withPattern(String logback) {
        List<String> more = new ArrayList<>(patterns);
        more.add(logback);
        Formats formats = new Formats(more, words, keys, zone, remarks);
        formats.compile(logback, 0);
        return formats;
    }

    /**
     * {@return these formats and the patterns of all appenders of a Logback configuration} Variables are resolved with their
     * defaults and the properties of this JVM. What it includes is not read, which a note tells: nothing but
     * the file itself is.
     *
     * @param logbackXml the configuration file
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no XML, or no configuration, or one of its patterns is none; the message says
     *     which
     */
    public Formats withLogback(Path logbackXml) throws IOException {
        LogbackXml configuration = LogbackXml.read(logbackXml);
        Map<String, String> allWords = new LinkedHashMap<>(words);
        allWords.putAll(configuration.words());
        Formats formats = new Formats(patterns, allWords, keys, zone, remarks(configuration, logbackXml));
        for (String pattern : configuration.patterns()) {
            formats = formats.withPattern(pattern);
        }
        return formats;
    }

    private Remarks remarks(LogbackXml configuration, Path logbackXml) {
        if (!configuration.includesOthers()) {
            return remarks;
        }
        return remarks.with(new Note(
                Notes.Kind.HINT,
                Printable.text(logbackXml.toString()),
                "includes other files, which were not read",
                "give the file with the patterns to --logback, or a pattern to --pattern"));
    }

    /**
     * {@return these formats, with the id of the request under a key of the user's}
     *
     * @param name a key of the MDC or of JSON; dots may lead into nested objects
     * @throws IllegalArgumentException if it is blank
     */
    public Formats withIdField(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of the id field is empty; it is a key like reqId or http.request.id");
        }
        return new Formats(patterns, words, IdKeys.named(name.strip()), zone, remarks);
    }

    /**
     * {@return these formats, with another time zone for stamps that do not say theirs}
     *
     * @param other the zone
     */
    public Formats withZone(ZoneId other) {
        return new Formats(patterns, words, keys, other, remarks);
    }

    /**
     * {@return how the events of a file are told apart and understood}
     *
     * @param file the file as the user would name it, for notes
     * @param head the first bytes of the file, at most 64 KiB are worth it; may be empty
     * @param modifiedMillis when the file was last written to, in milliseconds since the epoch: stamps without date or year
     *     are counted back from it
     * @param notes is told if nothing in the file tells its events apart
     */
    public EventFormat detect(String file, byte[] head, long modifiedMillis, Notes notes) {
        remarks.tell(notes);
        return new Detection(this, file, modifiedMillis, notes).detect(head);
    }

    /** {@return a text that is another one if other patterns or another field for the id were given} */
    public String rules() {
        return String.join("\n", patterns) + "\n" + new TreeMap<>(words) + "\n" + keys;
    }

    List<String> patterns() {
        return patterns;
    }

    IdKeys keys() {
        return keys;
    }

    /** {@return the zone that was given, or null for the system's} */
    @Nullable
    ZoneId zone() {
        return zone;
    }

    PatternFormat compile(String pattern, long modifiedMillis) {
        return PatternFormat.of(pattern, words, keys, zone, modifiedMillis);
    }
}
