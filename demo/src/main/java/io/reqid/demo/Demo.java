package io.reqid.demo;

import io.reqid.search.command.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What the one command shows. */
final class Demo {
    private static final int ORDERS = 400;
    private static final int PROGRESS_EVERY = 100;

    private final PrintStream out;
    private final Shop shop;
    private final LogFiles files;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Demo(PrintStream out, Shop shop, LogFiles files) {
        this.out = out;
        this.shop = shop;
        this.files = files;
    }

    /** {@return whether every line was right} */
    boolean run() throws IOException, InterruptedException {
        out.println("storefront " + shop.storefront() + ", warehouse " + shop.warehouse() + ", logs in "
                + files.text().toAbsolutePath().getParent());
        Customers customers = new Customers(shop.storefront());
        title("One order, as the console shows it");
        Customers.Outcome first = customers.send(1, 2, count -> {});
        shop.awaitQuiet();
        title((ORDERS - 1) + " more at once, with the console quiet");
        ConsoleSwitch.quiet(true);
        Customers.Outcome rest = customers.send(2, ORDERS + 1, this::progress);
        shop.awaitQuiet();
        Customers.Outcome all = first.and(rest);
        boolean right = report(all);
        boolean found = showFailure(all);
        showMore();
        return right && found;
    }

    private void progress(int count) {
        if (count % PROGRESS_EVERY == 0 || count == ORDERS - 1) {
            out.println("  " + count + " orders answered");
        }
    }

    private boolean report(Customers.Outcome outcome) throws IOException {
        title("Every line held against the id that its customer was told");
        Audit text = new Audit(start, outcome.ids()).readText(files.text());
        Audit json = new Audit(start, outcome.ids()).readJson(files.json());
        out.println(
                "  " + outcome.ids().size() + " requests, " + outcome.failed().size() + " of them failed");
        print(files.text(), text);
        print(files.json(), json);
        outcome.faults().forEach(fault -> out.println("  WRONG: " + fault));
        boolean answered = outcome.faults().isEmpty() && outcome.ids().size() == ORDERS;
        return answered && text.verdict().isClean() && json.verdict().isClean();
    }

    private void print(Path file, Audit audit) {
        out.println("  " + file + ": " + audit.verdict());
        audit.examples().forEach(line -> out.println("  WRONG: " + line));
    }

    /** {@return whether it was found again} */
    private boolean showFailure(Customers.Outcome outcome) throws IOException {
        String number = outcome.failed().get(0);
        String id = outcome.ids().getOrDefault(number, "");
        title("Order " + number + " failed. Its lines, by its id:");
        out.println("$ grep " + id + " " + files.text());
        for (String line : Files.readAllLines(files.text())) {
            if (line.contains(id)) {
                out.println(line);
            }
        }
        title("And everything that was done for it, by task:");
        out.println("$ reqid --tree " + id + " " + files.text());
        String[] arguments = {"--tree", "--color=never", id, files.text().toString()};
        return Main.run(arguments, Map.of(), InputStream.nullInputStream(), out, System.err) == 0;
    }

    private void showMore() {
        title("To keep the shop open and order yourself");
        out.println("  mvn -q -pl demo -am compile exec:exec -Ddemo.args=--keep");
        out.println("  curl -i -d '2 x apple' -H 'X-Request-ID: my-own-id' " + shop.storefront() + "/orders/O-9001");
        title("To see what the agent does for a shop in which nothing is wrapped");
        out.println("  mvn -q -pl demo -am package exec:exec -DskipTests -Ddemo.args=--difference");
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
    }
}
