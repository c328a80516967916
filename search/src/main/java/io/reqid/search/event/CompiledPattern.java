package io.reqid.search.event;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Logback pattern, ready to be held against lines. Immutable.
 *
 * @param head what stands before the message
 * @param tail what stands behind the message, up to the end of its last line, or null if nothing does
 * @param message whether it prints the message
 * @param blankLineBeforeStack whether a stack trace is set off by a blank line, as Spring Boot's {@code %wEx} does
 * @param zone the zone that its stamps are printed in, or null if it does not say
 * @param absent what it may print instead of an id
 */
record CompiledPattern(
        LineProgram head,
        @Nullable LineProgram tail,
        boolean message,
        boolean blankLineBeforeStack,
        @Nullable ZoneId zone,
        List<String> absent) {
    /** {@return whether it has a place for an id} */
    boolean holdsId() {
        return holdsId(head) || (tail != null && holdsId(tail));
    }

    private static boolean holdsId(LineProgram program) {
        return program.holds(Field.REQUEST_ID) || program.holds(Field.MDC) || program.holds(Field.CUT_ID);
    }
}
