package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 6: a scope that is closed twice, out of order or on another thread, or never. */
class ScopeMisuseTest {
    private static final AsyncLocal<String> COLOUR = AsyncLocal.named("colour");

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
        assertThat(Cell.depth(Cell.current())).isZero();
    }

    @Test
    void closingTwiceDoesNothing() {
        Scope red = COLOUR.bind("red");
        red.close();
        try (Scope blue = COLOUR.bind("blue")) {
            red.close();
            assertThat(COLOUR.get()).isEqualTo("blue");
        }
        red.close();
        assertThat(COLOUR.isBound()).isFalse();
    }

    @Test
    void closingAnOuterScopeFirstRestoresWhatWasThereBeforeIt() {
        try (Scope base = COLOUR.bind("base")) {
            Scope outer = COLOUR.bind("outer");
            Scope inner = COLOUR.bind("inner");
            outer.close();
            assertThat(COLOUR.get()).isEqualTo("base");
            inner.close();
            assertThat(COLOUR.get()).isEqualTo("base");
        }
    }

    @Test
    void aLateCloseAfterAMisuseBringsBackNoStaleFrame() {
        Scope outer = COLOUR.bind("outer");
        Scope inner = COLOUR.bind("inner");
        outer.close();
        try (Scope next = COLOUR.bind("next request")) {
            inner.close();
            assertThat(COLOUR.get()).isEqualTo("next request");
            inner.close();
            assertThat(COLOUR.get()).isEqualTo("next request");
        }
        inner.close();
    }

    @Test
    void aScopeCannotBeClosedFromInsideARunThatItEncloses() {
        Scope outer = COLOUR.bind("outer");
        COLOUR.run("inner", () -> {
            outer.close();
            assertThat(COLOUR.get()).isEqualTo("inner");
        });
        assertThat(COLOUR.get()).isEqualTo("outer");
        outer.close();
    }

    @Test
    void aScopeLeftOpenInATaskEndsWithTheTask() {
        Scope[] left = new Scope[2];
        try (Scope worker = COLOUR.bind("worker")) {
            Snapshot before = Snapshot.capture();
            Snapshot.empty().run(() -> {
                left[0] = COLOUR.bind("forgotten");
                left[1] = COLOUR.bind("forgotten too");
            });
            assertThat(Snapshot.capture()).isSameAs(before);
            left[0].close();
            left[1].close();
            assertThat(Snapshot.capture()).isSameAs(before);
        }
    }

    @Test
    void closingOnAnotherThreadTakesTheBindingOffAndLeavesTheClosingThreadAlone() throws Exception {
        Scope[] opened = new Scope[1];
        ExecutorService opener = Executors.newSingleThreadExecutor();
        try {
            opener.submit(() -> opened[0] = COLOUR.bind("opener")).get();
            try (Scope mine = COLOUR.bind("mine")) {
                opened[0].close();
                assertThat(COLOUR.get()).isEqualTo("mine");
            }
            assertThat(opener.submit(COLOUR::get).get()).isNull();
        } finally {
            opener.shutdown();
            assertThat(opener.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingOnAnotherThreadAScopeThatIsOverBringsNothingBack() throws Exception {
        Scope[] left = new Scope[1];
        Snapshot[] same = new Snapshot[1];
        COLOUR.run("earlier", () -> {
            left[0] = COLOUR.bind("red");
            same[0] = Snapshot.capture();
        });
        String seen = same[0].call(() -> {
            CompletableFuture.runAsync(left[0]::close).get(10, TimeUnit.SECONDS);
            return COLOUR.get();
        });

        assertThat(seen).isEqualTo("red");
    }

    @Test
    void closingOnAnotherThreadDoesNotDisturbAnOpenerThatHasMovedOn() throws Exception {
        Scope scope = COLOUR.bind("first");
        try (Scope inner = COLOUR.bind("moved on")) {
            CompletableFuture.runAsync(scope::close).get(10, TimeUnit.SECONDS);
            assertThat(COLOUR.get()).isEqualTo("moved on");
        }
        scope.close();
    }

    /** What the forked JVMs run. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            for (int time = 0; time < 2; time++) {
                for (String mistake : arguments) {
                    attempt(mistake);
                }
            }
        }

        private static void attempt(String mistake) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try {
                make(mistake);
                out.println(mistake + " passed");
            } catch (IllegalStateException e) {
                out.println(mistake + " threw: " + e.getMessage());
                for (StackTraceElement element : e.getCause().getStackTrace()) {
                    out.println(mistake + " opened at " + element.getMethodName());
                }
            }
            out.println(mistake + " left " + Snapshot.capture());
        }

        private static void make(String mistake) throws Exception {
            switch (mistake) {
                case "order" -> closeOutOfOrder();
                case "thread" -> closeOnAnotherThread();
                case "open" -> leaveOpen();
                case "twice" -> closeTwice();
                case "fine" -> COLOUR.run("red", () -> COLOUR.bind("blue").close());
                default -> throw new AssertionError(mistake);
            }
        }

        private static void closeOutOfOrder() {
            Scope outer = COLOUR.bind("outer");
            Scope inner = COLOUR.bind("inner");
            try {
                outer.close();
            } finally {
                closeQuietly(inner);
            }
        }

        private static void closeQuietly(Scope scope) {
            try {
                scope.close();
            } catch (IllegalStateException late) {
                System.out.println("late close threw too");
            }
        }

        private static void closeOnAnotherThread() throws InterruptedException {
            Scope scope = COLOUR.bind("red");
            IllegalStateException[] thrown = new IllegalStateException[1];
            Thread other = new Thread(() -> {
                try {
                    scope.close();
                } catch (IllegalStateException e) {
                    thrown[0] = e;
                }
            });
            other.start();
            other.join();
            scope.close();
            if (thrown[0] != null) {
                throw thrown[0];
            }
        }

        private static void leaveOpen() {
            COLOUR.run("red", () -> COLOUR.bind("left"));
        }

        private static void closeTwice() {
            Scope scope = COLOUR.bind("red");
            scope.close();
            scope.close();
        }
    }

    @Test
    void strictModeThrowsAndShowsWhereTheScopeWasOpened() throws Exception {
        ForkedJvm jvm = ForkedJvm.run(
                directory, Main.class, List.of("-Dreqid.strict=true"), "order", "thread", "open", "twice", "fine");
        assertThat(jvm.exitCode()).as(jvm.err()).isZero();
        assertThat(jvm.out())
                .contains("order threw: a scope was closed before one that was opened inside it")
                .contains("order opened at closeOutOfOrder")
                .contains("thread threw: a scope was closed on another thread")
                .contains("thread opened at closeOnAnotherThread")
                .contains("open threw: a scope was opened in a task, or in the body of a run or call, and never closed")
                .contains("open opened at leaveOpen")
                .contains("twice passed")
                .contains("fine passed");
        assertThat(jvm.out().lines().filter(line -> line.contains(" left ")))
                .hasSize(10)
                .allMatch(line -> line.endsWith("left Snapshot[0 bound]"));
        assertThat(jvm.err()).isEmpty();
    }

    @Test
    void defaultModeReportsEachKindOnceAndNeverThrows() throws Exception {
        ForkedJvm jvm = ForkedJvm.run(directory, Main.class, List.of(), "order", "thread", "open", "twice", "fine");
        assertThat(jvm.exitCode()).as(jvm.err()).isZero();
        assertThat(jvm.out()).doesNotContain("threw");
        assertThat(jvm.err().lines().filter(line -> line.startsWith("reqid: a scope")))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(line -> line.contains("-Dreqid.strict=true"));
        assertThat(jvm.err().lines()).allMatch(line -> line.startsWith("reqid: "));
        assertThat(jvm.out().lines().filter(line -> line.contains(" left ")))
                .hasSize(10)
                .allMatch(line -> line.endsWith("left Snapshot[0 bound]"));
    }

    @Test
    void rightUseReportsNothing() throws Exception {
        ForkedJvm jvm = ForkedJvm.run(directory, Main.class, List.of(), "twice", "fine");
        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.err()).isEmpty();
    }
}
