package io.reqid.search.command;

/** The command line was not understood. Its message says what was wrong and what is allowed; it holds no control characters. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
