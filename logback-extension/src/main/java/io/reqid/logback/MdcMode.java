package io.reqid.logback;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the system property {@code reqid.mdc} chooses. */
enum MdcMode {
    /** Events carry the request id; the rest of the MDC stays with its threads. */
    OVERLAY,
    /** The whole MDC follows the work. */
    ASYNC;

    private static final String OPTION = "reqid.mdc";
    private static final String HARMLESS = "[A-Za-z0-9_.-]{1,40}";

    static MdcMode chosen() {
        return parse(System.getProperty(OPTION));
    }

    static MdcMode parse(@Nullable String value) {
        if (value == null || value.equals(OVERLAY.option())) {
            return OVERLAY;
        }
        if (value.equals(ASYNC.option())) {
            return ASYNC;
        }
        String found = value.matches(HARMLESS) ? "'" + value + "'" : value.length() + " characters";
        Notice.MDC_MODE.giveOnce(OPTION + " must be 'overlay' or 'async', found " + found + "; it is 'overlay' now");
        return OVERLAY;
    }

    private String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
