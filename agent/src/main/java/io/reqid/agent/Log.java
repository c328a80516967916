package io.reqid.agent;

/**
 * The lines that the agent prints: on standard error, since there may be no logging yet, or never. One call is one line,
 * whatever is in it.
 */
final class Log {
    private static final int LONGEST_LINE = 4000;
    private static final int LONGEST_QUOTE = 40;

    private volatile boolean quiet;

    /** Leaves remarks out from now on. */
    void beQuiet() {
        quiet = true;
    }

    /** What the user should know. */
    void line(String text) {
        System.err.println(printable("reqid agent: " + text, LONGEST_LINE));
    }

    /** What the user may like to know. */
    void remark(String text) {
        if (!quiet) {
            System.err.println(printable("reqid agent " + text, LONGEST_LINE));
        }
    }

    /** {@return text of unknown origin so that it can stand in a line: short, in quotes, all of it visible} */
    static String quoted(String text) {
        String cut = printable(text, LONGEST_QUOTE);
        return text.length() <= LONGEST_QUOTE ? '"' + cut + '"' : '"' + cut + "…\" (" + text.length() + " characters)";
    }

    private static String printable(String text, int longest) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length() && i < longest; i++) {
            char character = text.charAt(i);
            printable.append(isPrintable(character) ? character : '?');
        }
        return printable.toString();
    }

    /** Not only control characters: also what turns the direction of a line around, and halves of characters. */
    private static boolean isPrintable(char character) {
        if (character < 0x7F) {
            return character >= ' ';
        }
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
