package io.reqid.benchmarks.search;

import org.jspecify.annotations.Nullable;

/**
 * What one call of a logger says.
 *
 * @param epochNanos the time that is printed
 * @param level {@code INFO}, {@code WARN} or {@code ERROR}
 * @param thread the thread's name
 * @param logger the logger's full name
 * @param requestId the id of the request, or null outside a request
 * @param asyncId the id of the task that logs
 * @param triggerAsyncId the id of the task that caused it
 * @param message the message; of several lines in some events
 * @param stackTrace a stack trace whose lines end with a line feed, or null
 */
record Entry(
        long epochNanos,
        String level,
        String thread,
        String logger,
        @Nullable String requestId,
        long asyncId,
        long triggerAsyncId,
        String message,
        @Nullable String stackTrace) {}
