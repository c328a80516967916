package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Makes every key of {@code org.slf4j.MDC} follow the work, not only the request id: the MDC map itself lives in the
 * async-local store, so that whatever carries the request carries the whole MDC, at no further cost per hop.
 *
 * <p>Then {@code MDC.get("reqId")} answers, {@code MDC.clear()} cannot lose the id, and what a task puts ends with the
 * task. Values that were put before stay. The same as {@code -Dreqid.mdc=async} on the command line.
 */
public final class AsyncMdc {
    private AsyncMdc() {}

    /**
     * Moves the MDC of this process into the store, for good. Doing it twice does nothing. Thread-safe; meant for the
     * start of the application.
     *
     * @return whether the MDC is in the store now; false, with one line on {@code System.err} that says why, where the
     *     back end is not Logback, the MDC is another library's, or {@code org.slf4j.MDC} cannot be reached
     */
    public static boolean install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return MdcInstallation.installAsync(context);
        }
        Notice.ASYNC_MDC.giveOnce("the MDC stays with its threads: the SLF4J back end is not Logback, see MdcSync");
        return false;
    }
}
