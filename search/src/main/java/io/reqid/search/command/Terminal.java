package io.reqid.search.command;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the three standard streams are a terminal, and how wide it is. Immutable.
 *
 * @param input whether standard input is one
 * @param output whether standard output is one
 * @param error whether standard error is one
 * @param columns how many characters fit in a line
 * @param charset in which it shows text
 */
record Terminal(boolean input, boolean output, boolean error, int columns, Charset charset) {
    /** No terminal at all. */
    static final Terminal NONE = new Terminal(false, false, false, 0, StandardCharsets.UTF_8);

    private static final String DESCRIPTORS = "/proc/self/fd/";
    private static final int USUAL_COLUMNS = 100;
    private static final int LEAST_COLUMNS = 40;

    /**
     * {@return the terminal of this process} The shell stub of the jar knows it and says so by {@code reqid.tty}: three
     * digits, 1 for a terminal. Without the stub Linux tells by its descriptors, and elsewhere Java by its console.
     */
    static Terminal ofProcess(Map<String, String> env) {
        String told = System.getProperty("reqid.tty", "");
        int columns = columns(env);
        Charset charset = localCharset();
        if (told.length() == 3) {
            return new Terminal(told.charAt(0) == '1', told.charAt(1) == '1', told.charAt(2) == '1', columns, charset);
        }
        Boolean output = isTerminal(1);
        if (output != null) {
            return new Terminal(
                    Boolean.TRUE.equals(isTerminal(0)), output, Boolean.TRUE.equals(isTerminal(2)), columns, charset);
        }
        boolean console = hasConsole();
        return new Terminal(console, console, console, columns, charset);
    }

    /** The character set of the locale, whether or not it is a terminal: {@code less} shows as the terminal does. */
    private static Charset localCharset() {
        try {
            return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }

    private static int columns(Map<String, String> env) {
        String told = System.getProperty("reqid.columns", "");
        if (told.isEmpty()) {
            told = env.getOrDefault("COLUMNS", "");
        }
        try {
            int columns = Integer.parseInt(told);
            return columns == 0 ? USUAL_COLUMNS : Math.max(LEAST_COLUMNS, columns);
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /** {@return whether a descriptor is a terminal, or null where the system does not tell} */
    private static @Nullable Boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of(DESCRIPTORS + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** From JDK 22 on there is a console even where nothing is a terminal; it has a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
