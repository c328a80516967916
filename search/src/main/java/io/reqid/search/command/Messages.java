package io.reqid.search.command;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said on standard error: {@code reqid: FILE: what was found and done; advice}. Of messages that differ in the file
 * and in numbers alone only the first few are shown, then how many more there were. Thread-safe.
 */
final class Messages implements Notes {
    private static final int SHOWN_ALIKE = 5;

    private final OutputStream err;
    private final boolean quiet;
    private final boolean verbose;
    private final Map<String, Alike> alike = new LinkedHashMap<>();
    private @Nullable Runnable beforeText;
    private boolean partial;

    /** Messages of one kind. */
    private static final class Alike {
        private final Note first;
        private int count;

        Alike(Note first) {
            this.first = first;
        }
    }

    Messages(OutputStream err, boolean quiet, boolean verbose) {
        this.err = err;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /** Sets what is done before each message, for example to take away a progress bar. */
    synchronized void before(Runnable action) {
        beforeText = action;
    }

    @Override
    public synchronized void add(Note note) {
        partial |= note.kind() == Kind.PARTIAL;
        if (!isShown(note.kind())) {
            return;
        }
        String key = key(note);
        Alike group = alike.get(key);
        if (group == null) {
            group = new Alike(note);
            alike.put(key, group);
        }
        group.count++;
        if (verbose || group.count <= SHOWN_ALIKE) {
            print(note.subject(), note);
        }
    }

    /** Says how many messages were not shown, and forgets them. */
    synchronized void finish() {
        for (Alike group : alike.values()) {
            int more = group.count - SHOWN_ALIKE;
            if (!verbose && more > 0) {
                print("and " + more + " more like this", group.first);
            }
        }
        alike.clear();
    }

    /** {@return whether something was said that makes the answer a partial one} */
    synchronized boolean anyPartial() {
        return partial;
    }

    /** Says why the command ends, whatever is to be quiet. */
    synchronized void error(String text) {
        print(text);
    }

    /** Writes the stack trace of a failure, without control characters but for line ends. */
    synchronized void trace(byte[] text) {
        try {
            err.write(text);
            err.flush();
        } catch (IOException e) {
            // nobody is left to be told
        }
    }

    private boolean isShown(Kind kind) {
        return switch (kind) {
            case DETAIL -> verbose;
            case HINT -> !quiet;
            case PARTIAL -> true;
        };
    }

    private static String key(Note note) {
        String text = note.kind() + note.found() + note.advice();
        StringBuilder key = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isDigit(c)) {
                key.append(c);
            }
        }
        return key.toString();
    }

    private void print(String subject, Note note) {
        StringBuilder text = new StringBuilder();
        if (!subject.isEmpty()) {
            text.append(subject).append(": ");
        }
        text.append(note.found());
        if (!note.advice().isEmpty()) {
            text.append("; ").append(note.advice());
        }
        print(text.toString());
    }

    /** Each line is written at once, so that lines of several threads do not mix. */
    private void print(String text) {
        if (beforeText != null) {
            beforeText.run();
        }
        try {
            err.write(("reqid: " + Printable.whole(text) + "\n").getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // nobody is left to be told
        }
    }
}
