package io.reqid.agent.tests.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import io.reqid.agent.tests.Fork;
import io.reqid.agent.tests.matrix.Residue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a program says of a library under the agent, a line a claim, and the tests that are made of the lines. */
final class Claims {
    /** What stands for the id where there is none. */
    static final String NONE = "-";

    private static final String SEPARATOR = "\t";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** A piece of a program. */
    interface Step {
        void run() throws Exception;
    }

    static String id() {
        String id = RequestContext.currentId();
        return id == null ? NONE : id;
    }

    /** Runs a step inside a request. */
    static void as(String id, Step step) throws Exception {
        try (Scope request = RequestContext.bind(new RequestId(id))) {
            step.run();
        }
    }

    /** What tasks and listeners call: remembers the id that they run under. */
    void see() {
        seen.add(id());
    }

    void see(Object remark) {
        seen.add(id() + " " + remark);
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    String next() throws InterruptedException {
        String next = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    /** Waits for as many ids as are expected, in their order. */
    void expect(String claim, String... expected) throws InterruptedException {
        StringBuilder actual = new StringBuilder();
        for (int i = 0; i < expected.length; i++) {
            actual.append(i == 0 ? "" : ",").append(next());
        }
        say(claim, String.join(",", expected), actual.toString());
    }

    /** Threads that are born inside a request must not keep it: what they run next may belong to nobody. */
    static void sayWhetherThreadsKeepIds(String which) throws ReflectiveOperationException {
        Residue residue = new Residue();
        List<String> kept = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread != Thread.currentThread() && residue.idLeftOn(thread) != null) {
                kept.add(thread.getName());
            }
        }
        say("no " + which + " keeps the id that it was born under", List.of(), kept);
    }

    static void say(String claim, Object expected, Object actual) {
        System.out.println(String.join(SEPARATOR, claim, String.valueOf(expected), String.valueOf(actual)));
    }

    /** Runs a program under the agent; one test a claim, and one that the agent switched nothing off. */
    static Stream<DynamicTest> of(Class<?> program, String... jvmOptions) {
        Fork.Result result = Fork.withAgent()
                .shortLived()
                .option("--add-opens", "java.base/java.lang=ALL-UNNAMED")
                .option(jvmOptions)
                .run(program);
        List<String[]> claims = result.out()
                .lines()
                .filter(line -> line.contains(SEPARATOR))
                .map(line -> line.split(SEPARATOR, -1))
                .toList();
        Stream<DynamicTest> ended = Stream.of(DynamicTest.dynamicTest("program ends and every hook fits", () -> {
            assertThat(result.err()).doesNotContain("is off", "left as it is", "not followed", "Exception in");
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(claims).isNotEmpty();
        }));
        return Stream.concat(
                ended,
                claims.stream()
                        .map(claim -> DynamicTest.dynamicTest(
                                claim[0], () -> assertThat(claim[2]).isEqualTo(claim[1]))));
    }
}
