package io.reqid.search.view;

import io.reqid.search.event.Severity;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What views show, and how. Immutable.
 *
 * @param width columns of the terminal, or 0 where there is none: lines are then as long as they are. Widths from 1 to 29
 *     count as 30
 * @param color whether terminal views may colour
 * @param charset what the terminal reads; lines and bars are drawn in ASCII unless it is UTF-8, and characters that it
 *     lacks are shown escaped. JSON and HTML are UTF-8 always
 * @param zone the time zone of what people read; JSON is in UTC always
 * @param stack how much of stack traces is shown, or null for what is usual in the view
 * @param minSeverity the mildest level that is shown, or null for all; events of unknown level are always shown
 * @param task the async id of a task: only its events and those of the tasks it caused, directly or not, are shown
 * @param mentions whether the events of others that mention the request are shown, marked as such
 * @param timeline whether terminal views draw when things happened
 * @param raw whether JSON also holds the events as they stand in the files
 */
public record ViewOptions(
        int width,
        boolean color,
        Charset charset,
        ZoneId zone,
        @Nullable Stack stack,
        @Nullable Severity minSeverity,
        OptionalLong task,
        boolean mentions,
        boolean timeline,
        boolean raw) {

    /** No terminal, no colour, UTF-8, UTC, everything shown but mentions. */
    public static final ViewOptions STANDARD = new ViewOptions(
            0, false, StandardCharsets.UTF_8, ZoneOffset.UTC, null, null, OptionalLong.empty(), false, false, false);

    private static final int NARROWEST = 30;

    /** How much of a stack trace, or of a message of several lines, is shown. */
    public enum Stack {
        /** All of it. */
        FULL,
        /** The first line of the message, how many lines follow, and which exception it was. */
        HEAD,
        /** The first line of the message alone. */
        NONE
    }

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if the width is negative
     */
    public ViewOptions {
        if (width < 0) {
            throw new IllegalArgumentException("width must be 0 (no terminal) or a number of columns, got " + width);
        }
        width = width == 0 ? 0 : Math.max(width, NARROWEST);
    }

    /**
     * {@return these with another width}
     *
     * @param value columns, or 0 for no terminal
     * @throws IllegalArgumentException if it is negative
     */
    public ViewOptions withWidth(int value) {
        return new ViewOptions(value, color, charset, zone, stack, minSeverity, task, mentions, timeline, raw);
    }

    /**
     * {@return these with or without colour}
     *
     * @param value whether to colour
     */
    public ViewOptions withColor(boolean value) {
        return new ViewOptions(width, value, charset, zone, stack, minSeverity, task, mentions, timeline, raw);
    }

    /**
     * {@return these with another character set of the terminal}
     *
     * @param value the character set
     */
    public ViewOptions withCharset(Charset value) {
        return new ViewOptions(width, color, value, zone, stack, minSeverity, task, mentions, timeline, raw);
    }

    /**
     * {@return these with another time zone}
     *
     * @param value the zone
     */
    public ViewOptions withZone(ZoneId value) {
        return new ViewOptions(width, color, charset, value, stack, minSeverity, task, mentions, timeline, raw);
    }

    /**
     * {@return these with more or less of stack traces}
     *
     * @param value how much, or null for what is usual in the view
     */
    public ViewOptions withStack(@Nullable Stack value) {
        return new ViewOptions(width, color, charset, zone, value, minSeverity, task, mentions, timeline, raw);
    }

    /**
     * {@return these with another mildest level}
     *
     * @param value the level, or null for all
     */
    public ViewOptions withMinSeverity(@Nullable Severity value) {
        return new ViewOptions(width, color, charset, zone, stack, value, task, mentions, timeline, raw);
    }

    /**
     * {@return these with one task and what it caused alone}
     *
     * @param value the async id of the task, or empty for all
     */
    public ViewOptions withTask(OptionalLong value) {
        return new ViewOptions(width, color, charset, zone, stack, minSeverity, value, mentions, timeline, raw);
    }

    /**
     * {@return these with or without mentions}
     *
     * @param value whether to show them
     */
    public ViewOptions withMentions(boolean value) {
        return new ViewOptions(width, color, charset, zone, stack, minSeverity, task, value, timeline, raw);
    }

    /**
     * {@return these with or without the timeline}
     *
     * @param value whether to draw it
     */
    public ViewOptions withTimeline(boolean value) {
        return new ViewOptions(width, color, charset, zone, stack, minSeverity, task, mentions, value, raw);
    }

    /**
     * {@return these with or without the events as they stand in the files}
     *
     * @param value whether JSON holds them
     */
    public ViewOptions withRaw(boolean value) {
        return new ViewOptions(width, color, charset, zone, stack, minSeverity, task, mentions, timeline, value);
    }

    Stack stackOr(Stack usual) {
        return stack == null ? usual : stack;
    }
}
