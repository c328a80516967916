package io.reqid.search.event;

import io.reqid.search.event.PatternNode.Width;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One instruction of a {@link LineProgram}. Immutable once its program is linked. */
final class Step {
    enum Kind {
        /** Exactly these bytes. */
        LITERAL,
        /** A time stamp. */
        DATE,
        /** One of a few words. */
        WORDS,
        /** A whole number, or one question mark. */
        DIGITS,
        /** Spaces that pad, also none. */
        SPACES,
        /** Any number of escape sequences that colour a terminal, also none. */
        COLOURS,
        /** The shortest text after which the rest fits. */
        TEXT,
        /** The next instruction, or if the rest does not fit then, the one at {@link #target}. */
        SPLIT,
        /** Goes on at {@link #target}. */
        JUMP,
        /** The end of a line. */
        LINE_END,
        /** Everything to the end of the line: success. */
        REST,
        /** Success, if it is the end of a line. */
        END
    }

    private static final byte[] NOTHING = {};

    final Kind kind;
    final Field field;
    final byte[] literal;
    final byte[][] words;
    final @Nullable DatePattern date;
    final Width width;
    /** Whether a text without spaces is preferred. */
    final boolean word;

    /** Where the field is kept, -1 if it is not. */
    int capture = -1;

    int target = -1;
    /** The bytes that the next step may begin with, null for any; set for {@link Kind#TEXT}. */
    boolean @Nullable [] follow;
    /** Whether what follows a {@link Kind#TEXT} may be the end of the line. */
    boolean mayEnd;

    private Step(
            Kind kind,
            Field field,
            byte[] literal,
            byte[][] words,
            @Nullable DatePattern date,
            Width width,
            boolean word) {
        this.kind = kind;
        this.field = field;
        this.literal = literal;
        this.words = words;
        this.date = date;
        this.width = width;
        this.word = word;
    }

    static Step of(Kind kind) {
        return new Step(kind, Field.NONE, NOTHING, new byte[0][], null, Width.FREE, false);
    }

    static Step spaces(Width width) {
        return new Step(Kind.SPACES, Field.NONE, NOTHING, new byte[0][], null, width, false);
    }

    static Step literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Step(Kind.LITERAL, Field.NONE, bytes, new byte[0][], null, Width.FREE, false);
    }

    static Step date(DatePattern date) {
        return new Step(Kind.DATE, Field.TIME, NOTHING, new byte[0][], date, Width.FREE, false);
    }

    /** The levels, as they are printed with a width, mildest first. */
    static Step levels(Width width) {
        Severity[] levels = Severity.values();
        byte[][] words = new byte[levels.length][];
        for (int i = 0; i < levels.length; i++) {
            words[i] = width.apply(levels[i].name()).getBytes(StandardCharsets.US_ASCII);
        }
        return new Step(Kind.WORDS, Field.LEVEL, NOTHING, words, null, width, false);
    }

    static Step digits(Field field) {
        return new Step(Kind.DIGITS, field, NOTHING, new byte[0][], null, Width.FREE, false);
    }

    static Step text(Field field, Width width) {
        return new Step(Kind.TEXT, field, NOTHING, new byte[0][], null, width, false);
    }

    static Step word(Field field, Width width) {
        return new Step(Kind.TEXT, field, NOTHING, new byte[0][], null, width, true);
    }
}
