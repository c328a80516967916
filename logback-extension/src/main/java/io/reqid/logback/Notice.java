package io.reqid.logback;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a person should know and Logback cannot be asked to say: a warning would make it print its whole status list, an
 * error keeps Spring Boot from starting. Each kind goes to {@code System.err} once.
 */
enum Notice {
    FOREIGN_ADAPTER,
    MDC_MODE,
    ASYNC_MDC;

    private static final Set<Notice> GIVEN = EnumSet.noneOf(Notice.class);

    void giveOnce(String text) {
        boolean first;
        synchronized (GIVEN) {
            first = GIVEN.add(this);
        }
        if (first) {
            System.err.println("reqid: " + text);
        }
    }
}
