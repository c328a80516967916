package io.reqid.benchmarks.search;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Programs;
import io.reqid.benchmarks.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The suite {@code search}: whole processes, each of which finds the lines of one request. */
public final class SearchSuite implements Suite {
    private static final long SMALL = 1 << 20;
    private static final int SMALL_REPEATS = 10;

    /** For the runner. */
    public SearchSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) throws IOException {
        Path command = Objects.requireNonNullElse(
                options.command(),
                Options.target().resolve("../../search/target/reqid").normalize());
        boolean there = Files.isExecutable(command);
        if (!there) {
            remarks.accept("reqid is skipped: " + command + " is not there; to get it: mvn -pl search -am package,"
                    + " or --reqid FILE");
        }
        if (there && !StartArchive.make(options, command.toString())) {
            remarks.accept("reqid starts without its archive of classes: none was made within a minute");
        }
        Plan plan = new Plan(options, there ? command.toString() : null, remarks);
        Corpus corpus = new Corpus(Options.target().resolve("logs"));
        String size = size(options.bytes());
        List<Case> cases = new ArrayList<>();
        Path log = corpus.plain(options.bytes());
        Wanted timed = Wanted.inTheMiddleOf(log, true);
        cases.add(plan.plain(size + " plain, id with a time", log, timed));
        cases.add(plan.plain(size + " plain, id without a time", log, Wanted.inTheMiddleOf(log, false)));
        cases.add(plan.packed(size + " as .gz", corpus.packed(log, Packing.GZIP), timed, "zgrep", "gzip"));
        cases.add(plan.packed(size + " as .zst", corpus.packed(log, Packing.ZSTD), timed, "zstdgrep", "zstd"));
        Path json = corpus.json(options.bytes());
        cases.add(plan.json(size + " of JSON", json, Wanted.inTheMiddleOf(json, true)));
        Path small = corpus.plain(SMALL);
        cases.add(plan.small("1 MiB plain", small, Wanted.inTheMiddleOf(small, true)));
        if (there) {
            Path indexed = corpus.linked(log, "indexed");
            cases.add(plan.indexing(size + ", building the index", indexed));
            cases.add(plan.indexed(size + " plain, indexed", indexed, timed));
        }
        return cases;
    }

    private static String size(long bytes) {
        return bytes % (1 << 30) == 0 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }

    /** Makes the cases of what is on this machine. */
    private record Plan(Options options, @Nullable String reqid, Consumer<String> remarks) {
        Case plain(String title, Path log, Wanted wanted) {
            List<Contender> contenders = greps(log, wanted, 1);
            if (has("lnav", "lnav")) {
                String filter = ":filter-in " + wanted.id();
                contenders.add(peer("lnav", List.of("lnav", "-n", "-c", filter, log.toString()), wanted, 1));
            }
            contenders.addAll(ours(log, wanted, 1));
            return new Case(title, Quantity.WALL_SECONDS, contenders);
        }

        Case packed(String title, Path log, Wanted wanted, String grep, String grepPackage) {
            List<Contender> contenders = new ArrayList<>();
            if (has("rg", "ripgrep")) {
                contenders.add(
                        peer("rg -z -F", List.of("rg", "-z", "-F", "-N", wanted.id(), log.toString()), wanted, 1));
            }
            if (has(grep, grepPackage)) {
                contenders.add(peer(grep + " -F", List.of(grep, "-F", wanted.id(), log.toString()), wanted, 1));
            }
            contenders.addAll(ours(log, wanted, 1));
            return new Case(title, Quantity.WALL_SECONDS, contenders);
        }

        Case json(String title, Path log, Wanted wanted) {
            List<Contender> contenders = greps(log, wanted, 1);
            if (has("jq", "jq")) {
                List<String> line =
                        List.of("jq", "-c", "--arg", "id", wanted.id(), "select(.reqId == $id)", log.toString());
                contenders.add(peer("jq", line, wanted, 1));
            }
            contenders.addAll(ours(log, wanted, 1));
            return new Case(title, Quantity.WALL_SECONDS, contenders);
        }

        Case small(String title, Path log, Wanted wanted) {
            List<Contender> contenders = greps(log, wanted, SMALL_REPEATS);
            contenders.addAll(ours(log, wanted, SMALL_REPEATS));
            return new Case(title, Quantity.WALL_SECONDS, contenders);
        }

        Case indexing(String title, Path log) {
            String dropIfThere = "\"$@\" || true";
            List<String> drop = List.of("bash", "-c", dropIfThere, "bash", program(), "index", "drop", log.toString());
            List<String> build = List.of(program(), "index", "build", log.toString());
            return new Case(
                    title,
                    Quantity.WALL_SECONDS,
                    List.of(new SearchContender(options, "reqid index build", true, build, null, drop, 1)));
        }

        Case indexed(String title, Path log, Wanted wanted) {
            List<Contender> contenders = greps(log, wanted, 1);
            List<String> build = List.of(program(), "index", "build", log.toString());
            List<String> line = List.of(program(), wanted.id(), log.toString());
            contenders.add(new SearchContender(options, "reqid, with the index", true, line, wanted, build, 1));
            return new Case(title, Quantity.WALL_SECONDS, contenders);
        }

        private List<Contender> greps(Path log, Wanted wanted, int repeats) {
            List<Contender> contenders = new ArrayList<>();
            if (has("rg", "ripgrep")) {
                List<String> line = List.of("rg", "-F", "-N", wanted.id(), log.toString());
                contenders.add(peer("rg -F", line, wanted, repeats));
                List<String> reading = List.of("rg", "-F", "-N", "--no-mmap", wanted.id(), log.toString());
                contenders.add(peer("rg -F --no-mmap", reading, wanted, repeats));
            }
            List<String> line = List.of("grep", "-F", wanted.id(), log.toString());
            contenders.add(peer("grep -F", line, wanted, repeats));
            return contenders;
        }

        private List<Contender> ours(Path log, Wanted wanted, int repeats) {
            List<Contender> contenders = new ArrayList<>();
            if (reqid != null) {
                for (String threads : List.of("1", "2")) {
                    List<String> line = List.of(program(), "-j", threads, wanted.id(), log.toString());
                    contenders.add(
                            new SearchContender(options, "reqid -j " + threads, true, line, wanted).repeated(repeats));
                }
            }
            return contenders;
        }

        private Contender peer(String name, List<String> line, Wanted wanted, int repeats) {
            return new SearchContender(options, name, false, line, wanted).repeated(repeats);
        }

        private String program() {
            return Objects.requireNonNull(reqid, "only where the command is there");
        }

        private boolean has(String program, String debianPackage) {
            boolean there = Programs.isThere(program);
            if (!there) {
                remarks.accept(Programs.skipped(program, debianPackage));
            }
            return there;
        }
    }
}
