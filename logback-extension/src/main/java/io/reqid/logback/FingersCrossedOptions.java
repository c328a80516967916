package io.reqid.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.spi.ContextAware;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a {@link FingersCrossedAppender}. An illegal one is reported, and its default applies. */
final class FingersCrossedOptions {
    private static final int MAX_EVENTS = 10_000;
    private static final int DEFAULT_MAX_EVENTS = 200;
    private static final String HARMLESS = "[A-Za-z0-9_.+-]{1,40}";
    private static final List<Level> LEVELS = List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);

    private final ContextAware reporter;
    private Level passLevel = Level.INFO;
    private Level triggerLevel = Level.ERROR;
    private int maxEvents = DEFAULT_MAX_EVENTS;

    FingersCrossedOptions(ContextAware reporter) {
        this.reporter = reporter;
    }

    void setPassLevel(String value) {
        passLevel = level("passLevel", value, Level.INFO);
    }

    void setTriggerLevel(String value) {
        triggerLevel = level("triggerLevel", value, Level.ERROR);
    }

    void setMaxEvents(String value) {
        maxEvents = number(value);
    }

    void check() {
        if (passLevel.isGreaterOrEqual(triggerLevel) && passLevel != triggerLevel) {
            reporter.addError("passLevel must be at or below triggerLevel " + triggerLevel + ", found " + passLevel
                    + "; they are INFO and ERROR now");
            passLevel = Level.INFO;
            triggerLevel = Level.ERROR;
        }
    }

    Level passLevel() {
        return passLevel;
    }

    Level triggerLevel() {
        return triggerLevel;
    }

    int maxEvents() {
        return maxEvents;
    }

    private Level level(String option, @Nullable String value, Level otherwise) {
        for (Level level : LEVELS) {
            if (level.levelStr.equalsIgnoreCase(value)) {
                return level;
            }
        }
        report(option, "TRACE, DEBUG, INFO, WARN or ERROR", value, otherwise);
        return otherwise;
    }

    private int number(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= MAX_EVENTS) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported like a number out of bounds
        }
        report("maxEvents", "a number from 1 to " + MAX_EVENTS, value, DEFAULT_MAX_EVENTS);
        return DEFAULT_MAX_EVENTS;
    }

    private void report(String option, String allowed, @Nullable String value, Object otherwise) {
        boolean harmless = value != null && value.matches(HARMLESS);
        String found = harmless ? "'" + value + "'" : (value == null ? 0 : value.length()) + " characters";
        reporter.addError(option + " must be " + allowed + ", found " + found + "; it is " + otherwise + " now");
    }
}
