package io.reqid.demo;

import java.util.List;
import java.util.Optional;

/** What the demo was asked to do. */
enum Mode {
    /** Send orders and judge the lines, with every hand-over wrapped. */
    ORDERS(""),
    /** The same, and keep the shop open. */
    KEEP("--keep"),
    /** The same as the first, with nothing of reqid where work is handed over. */
    BARE("--bare"),
    /** The one before, without the agent and with it, side by side. */
    DIFFERENCE("--difference");

    private final String argument;

    Mode(String argument) {
        this.argument = argument;
    }

    /** {@return the mode that a command line asks for, or empty if there is none such} */
    static Optional<Mode> of(List<String> arguments) {
        for (Mode mode : values()) {
            if (mode.commandLine().equals(arguments)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    List<String> commandLine() {
        return argument.isEmpty() ? List.of() : List.of(argument);
    }

    Handover handover() {
        return this == BARE ? new BareHandover() : new WrappedHandover();
    }
}
