package io.reqid.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Opens a shop, sends it orders and shows that every line it logs says which request it belongs to. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the demo and exits: 0 if every line was right, 1 if not, 2 for an argument that is not known.
     *
     * @param arguments none; or {@code --keep} to let the shop run on until the process is stopped; or {@code --bare} to
     *     have its work handed over by means of the JDK alone, where 0 takes the agent; or {@code --difference} to run the
     *     last without the agent and with it, where 0 says that the agent made the difference
     * @throws IOException if the logs cannot be read
     * @throws SQLException if the embedded database does not start
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Optional<Mode> mode = Mode.of(List.of(arguments));
        if (mode.isEmpty()) {
            System.err.println("demo: takes no argument, or one of --keep, --bare, --difference; got "
                    + arguments.length + " arguments");
            System.exit(USAGE);
        }
        System.exit(run(System.out, mode.orElseThrow()));
    }

    private static int run(PrintStream out, Mode mode) throws IOException, SQLException, InterruptedException {
        return mode == Mode.DIFFERENCE ? compare(out) : open(out, mode);
    }

    private static int compare(PrintStream out) throws IOException, InterruptedException {
        Difference difference = new Difference(out);
        if (!difference.isPossible()) {
            System.err.println("demo: --difference needs " + difference.agent()
                    + ", which is there after mvn -q -pl demo -am package -DskipTests");
            return USAGE;
        }
        return difference.show() ? 0 : 1;
    }

    private static int open(PrintStream out, Mode mode) throws IOException, SQLException, InterruptedException {
        LogFiles files = new LogFiles();
        try (Shop shop = new Shop(mode.handover())) {
            boolean right = new Demo(out, shop, files).run();
            if (mode == Mode.KEEP) {
                ConsoleSwitch.quiet(false);
                out.println();
                out.println("The shop stays open; stop it with Ctrl-C.");
                Thread.currentThread().join();
            }
            return right ? 0 : 1;
        }
    }
}
