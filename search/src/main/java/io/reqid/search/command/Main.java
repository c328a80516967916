package io.reqid.search.command;

import io.reqid.search.report.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command {@code reqid}. */
public final class Main {
    private static final String ISSUES = "this is a fault of reqid. Please report it with the command line and what"
            + " reqid -v tells, or the log lines that cause it";

    private Main() {}

    /**
     * Runs the command in this process and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Map<String, String> env = System.getenv();
        Surroundings surroundings = new Surroundings(
                env,
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.ofProcess(env),
                Instant.now(),
                null,
                new Consumer<>() {
                    @Override
                    public void accept(Runnable action) {
                        Runtime.getRuntime().addShutdownHook(new Thread(action, "reqid-exit"));
                    }
                });
        System.exit(env.containsKey(Rehearsal.VARIABLE) ? Rehearsal.run() : run(arguments, surroundings));
    }

    /**
     * Runs the command without ending the process. The streams are taken for no terminal.
     *
     * @param arguments the command line
     * @param env the environment variables, of which {@code REQID_PATH} and {@code NO_COLOR} matter
     * @param in read for the word {@code -}; also if no path is given
     * @param out standard output; flushed, not closed
     * @param err standard error; flushed, not closed
     * @return the exit code: 0 found, 1 nothing found, 2 wrong command line, 3 something could not be read or written,
     *     70 a fault of the command
     */
    public static int run(
            String[] arguments, Map<String, String> env, InputStream in, OutputStream out, OutputStream err) {
        return run(arguments, new Surroundings(env, in, out, err, Terminal.NONE, Instant.now(), null, action -> {}));
    }

    static int run(String[] arguments, Surroundings surroundings) {
        Messages early = new Messages(surroundings.err(), false, false);
        Arguments parsed;
        try {
            parsed = ArgumentParser.parse(arguments);
        } catch (UsageException e) {
            early.error(messageOf(e) + ". More: reqid help");
            return ExitCode.USAGE;
        }
        Messages messages = new Messages(surroundings.err(), parsed.has(Flag.QUIET), parsed.has(Flag.VERBOSE));
        return guarded(parsed, surroundings, messages);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever fails, the user is told in one line
    private static int guarded(Arguments arguments, Surroundings surroundings, Messages messages) {
        try (Call call = new Call(arguments, surroundings, messages)) {
            int code = call.run();
            call.finish();
            return messages.anyPartial() ? ExitCode.PARTIAL : code;
        } catch (UsageException e) {
            messages.error(messageOf(e));
            return ExitCode.USAGE;
        } catch (IOException e) {
            return failed(e, arguments, surroundings, messages);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            return failed(cause == null ? new IOException(e) : cause, arguments, surroundings, messages);
        } catch (OutOfMemoryError e) {
            messages.error("out of memory; narrow the search with --since, --until or --within, or give more by"
                    + " REQID_JAVA_OPTS=-Xmx4g");
            return ExitCode.FAULT;
        } catch (Throwable e) {
            return fault(e, arguments, messages);
        }
    }

    private static int failed(IOException e, Arguments arguments, Surroundings surroundings, Messages messages) {
        if (e instanceof Output.Failed && readerIsGone(e, surroundings.out())) {
            return ExitCode.FOUND;
        }
        String what = e instanceof Output.Failed ? "cannot write standard output: " : "";
        messages.error(what + messageOf(e));
        if (arguments.has(Flag.VERBOSE)) {
            messages.trace(traceOf(e));
        }
        return ExitCode.PARTIAL;
    }

    /** The message of a broken pipe depends on the language of the system, so that Linux is also asked for what it is. */
    private static boolean readerIsGone(IOException e, OutputStream out) {
        if (messageOf(e).toLowerCase(Locale.ROOT).contains("pipe")) {
            return true;
        }
        if (!(out instanceof FileOutputStream)) {
            return false; // not that of the process
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static int fault(Throwable e, Arguments arguments, Messages messages) {
        messages.error(e.getClass().getName() + ": " + Printable.text(messageOf(e)) + "; " + ISSUES);
        if (arguments.has(Flag.VERBOSE)) {
            messages.trace(traceOf(e));
        }
        return ExitCode.FAULT;
    }

    private static String messageOf(Throwable e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static byte[] traceOf(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        StringBuilder text = new StringBuilder();
        trace.toString()
                .lines()
                .forEach(line ->
                        text.append(Printable.whole(line.replace("\t", "    "))).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
