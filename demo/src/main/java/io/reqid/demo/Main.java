package io.reqid.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/** Opens a shop, sends it orders and shows that every line it logs says which request it belongs to. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the demo and exits: 0 if every line was right, 1 if not, 2 for an argument that is not known.
     *
     * @param arguments none, or {@code --keep} to let the shop run on until the process is stopped
     * @throws IOException if the logs cannot be read
     * @throws SQLException if the embedded database does not start
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        List<String> options = List.of(arguments);
        if (!options.isEmpty() && !options.equals(List.of("--keep"))) {
            System.err.println(
                    "demo: takes no argument, or --keep to let the shop run on; got " + options.size() + " arguments");
            System.exit(USAGE);
        }
        System.exit(run(System.out, !options.isEmpty()));
    }

    private static int run(PrintStream out, boolean keep) throws IOException, SQLException, InterruptedException {
        LogFiles files = new LogFiles();
        try (Shop shop = new Shop()) {
            boolean right = new Demo(out, shop, files).run();
            if (keep) {
                ConsoleSwitch.quiet(false);
                out.println();
                out.println("The shop stays open; stop it with Ctrl-C.");
                Thread.currentThread().join();
            }
            return right ? 0 : 1;
        }
    }
}
