package io.reqid.agent.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table in docs/agent.md that says what goes wrong without a hook.
 *
 * @param hooks what is switched off, together
 * @param program what is played, as the table calls it
 * @param since the JDK that has it
 * @param claim the row or claim of the program that does not hold then
 */
record Mutation(List<String> hooks, String program, int since, String claim) {
    private static final Path PAGE = Path.of("..", "docs", "agent.md");
    private static final String HEADING = "\n## What each hook is for\n";
    private static final int OLDEST = 17;

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([A-Za-z][^|,]*?)(?:, JDK (\\d+))? \\| `([^|`]+)` \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** {@return the table} Rows that name no claim, since no machine at hand could check it, are left out. */
    static List<Mutation> all() {
        return ROW.matcher(section()).results().map(Mutation::of).toList();
    }

    private static String section() {
        try {
            String page = Files.readString(PAGE);
            int start = page.indexOf(HEADING);
            if (start < 0) {
                throw new IllegalStateException("no heading" + HEADING);
            }
            return page.substring(start, page.indexOf("\n## ", start + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutation of(MatchResult row) {
        Matcher names = CODE.matcher(row.group(1));
        int since = row.group(3) == null ? OLDEST : Integer.parseInt(row.group(3));
        return new Mutation(names.results().map(name -> name.group(1)).toList(), row.group(2), since, row.group(4));
    }

    @Override
    public String toString() {
        return String.join(", ", hooks) + " off: " + claim;
    }

    /** {@return the lines that a program prints when it is played without the hooks} */
    List<String> play() {
        Fork fork = Fork.withAgent("hooks.off=" + String.join(";", hooks) + (isProbe() ? ",linger=0s" : ""));
        Fork.Result result = switch (program) {
            case "matrix" -> Programs.run(fork, "Matrix", claim);
            case "probe" -> Programs.run(fork, "HardProbes", claim);
            case "probe with the default linger" -> Programs.run(fork, "HardProbes", claim);
            case "async graph" -> Programs.run(fork, "Graph", claim);
            case "periodic tasks" -> Programs.run(fork, "PeriodicPolicy");
            case "shutdown" -> Programs.run(fork, "ShutdownHook");
            case "places" -> undertow(fork, "MatrixProgram", "HTTP1");
            case "places of HTTP/2" -> undertow(fork, "MatrixProgram", "H2C");
            case "traffic" -> undertow(fork, "AgentProgram");
            case "reactor on virtual threads" ->
                library(fork.option("-Dreactor.schedulers.defaultBoundedElasticOnVirtualThreads=true"), "Reactor");
            default -> library(fork, program);
        };
        return result.out().lines().toList();
    }

    private boolean isProbe() {
        return program.equals("probe");
    }

    private static Fork.Result undertow(Fork fork, String program, String... arguments) {
        return fork.shortLived()
                .option("-Dorg.jboss.logging.provider=slf4j", "-Dreqid.strict=true")
                .run("io.reqid.undertow." + program, arguments);
    }

    private static Fork.Result library(Fork fork, String name) {
        return fork.shortLived()
                .option("--add-opens", "java.base/java.lang=ALL-UNNAMED")
                .run("io.reqid.agent.tests.libraries." + name + "Program");
    }
}
