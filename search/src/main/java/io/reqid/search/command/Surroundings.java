package io.reqid.search.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside the command line that the command depends on. Immutable.
 *
 * @param env the environment variables
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal which of the three are a terminal
 * @param now the time
 * @param zone the time zone, or null for the system's, which is looked up where it is needed: that takes long
 * @param atExit takes what is to be done when the process is ended from outside
 */
record Surroundings(
        Map<String, String> env,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Terminal terminal,
        Instant now,
        @Nullable ZoneId zone,
        Consumer<Runnable> atExit) {}
