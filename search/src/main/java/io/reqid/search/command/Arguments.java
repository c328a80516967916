package io.reqid.search.command;

import io.reqid.search.report.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line, told apart into its parts; what the parts mean is for the command to say. Immutable.
 *
 * @param command the command that is called
 * @param flags the flags that are given, each with its values in order; a switch has one empty value
 * @param words everything else, in order
 */
record Arguments(Command command, Map<Flag, List<String>> flags, List<String> words) {
    /** {@return whether the flag is given} */
    boolean has(Flag flag) {
        return flags.containsKey(flag);
    }

    /** {@return the last value of a flag, or nothing if it is not given} */
    Optional<String> value(Flag flag) {
        List<String> values = values(flag);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** {@return all values of a flag} */
    List<String> values(Flag flag) {
        return flags.getOrDefault(flag, List.of());
    }

    /** {@return the only value of a flag as a number from 1 on, or the default if the flag is not given} */
    int number(Flag flag, int otherwise, int most) throws UsageException {
        String given = value(flag).orElse(null);
        if (given == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(
                flag.typed() + " must be a number from 1 to " + most + ", found \"" + Printable.text(given) + "\"");
    }
}
