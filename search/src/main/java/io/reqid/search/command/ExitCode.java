package io.reqid.search.command;

/** What the command ends with. */
final class ExitCode {
    /** Something was found, or what was asked for was done. Also where the reader of a pipe has gone. */
    static final int FOUND = 0;

    /** Nothing was found. */
    static final int NONE = 1;

    /** The command line was not understood. Nothing was searched. */
    static final int USAGE = 2;

    /** Something could not be read or written: the answer may lack events. */
    static final int PARTIAL = 3;

    /** A fault of the command itself: sysexits.h calls it EX_SOFTWARE. */
    static final int FAULT = 70;

    /** Ended by Ctrl-C, as shells count: 128 and the number of the signal. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
