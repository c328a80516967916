package io.reqid.search.scan;

/** The thread that searched was interrupted; its interrupt status is set. */
public final class SearchInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SearchInterruptedException(InterruptedException cause) {
        super("the search was interrupted", cause);
    }
}
