package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reqid.AsyncLocal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTest {
    private static final String STARTED = "reqid agent \\S+: (\\d+)/\\1 hooks, \\d+ ms";

    @TempDir
    Path directory;

    private static Fork agent(Path jar) {
        return Fork.plain().option("-javaagent:" + jar);
    }

    private static void assertCarries(Fork.Result result) {
        assertThat(result.out().strip()).as(result.err()).isEqualTo("12 of 12");
        assertThat(result.exitCode()).isZero();
    }

    private static List<String> lines(Fork.Result result) {
        return result.err().lines().toList();
    }

    private Path copy(String name) throws IOException {
        return Files.copy(Fork.agentJar(), directory.resolve(name));
    }

    @Test
    void withoutTheAgentTheProgramLosesTheContext() {
        assertThat(Fork.plain().run(HandOvers.class).out()).contains("thread: saw nothing");
    }

    @Test
    void oneLineIsPrintedWithTheVersionOfTheJarAndNothingElse() throws IOException {
        Fork.Result result = Fork.withAgent().run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).singleElement().asString().matches(STARTED);
        assertThat(result.err()).startsWith("reqid agent " + AgentJarTest.manifest("Implementation-Version") + ":");
    }

    @Test
    void aRenamedJarWorksAndPrintsNothingElse() throws IOException {
        Fork.Result result = agent(copy("renamed.jar")).run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).singleElement().asString().matches(STARTED);
    }

    @Test
    void theNameThatRepositoriesGiveTheJarWorksToo() throws IOException {
        String name = "agent-" + AgentJarTest.manifest("Implementation-Version") + ".jar";
        Fork.Result result = agent(copy(name)).run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).singleElement().asString().matches(STARTED);
    }

    @Test
    void twiceIsHarmless() throws IOException {
        for (Path second : List.of(Fork.agentJar(), copy("other.jar"))) {
            for (boolean secondFirst : new boolean[] {true, false}) {
                Path first = Fork.agentJar();
                Fork.Result result = agent(secondFirst ? second : first)
                        .option("-javaagent:" + (secondFirst ? first : second))
                        .run(HandOvers.class);
                assertCarries(result);
                assertThat(lines(result)).hasSize(2);
                assertThat(lines(result).get(0)).matches(STARTED);
                assertThat(lines(result).get(1)).contains("has been started already");
            }
        }
    }

    @Test
    void quietPrintsNothing() {
        Fork.Result result = Fork.withAgent("quiet=true").run(HandOvers.class);
        assertCarries(result);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aHookThatIsSwitchedOffDoesNothingAndIsNotCounted() {
        Fork.Result result = Fork.withAgent("hooks.off=Thread;Timer").run(HandOvers.class);
        assertThat(result.out()).contains("thread: saw nothing", "timer: saw nothing", "10 of 12");
        assertThat(lines(result))
                .singleElement()
                .asString()
                .matches("reqid agent \\S+: (\\d+)/(?!\\1)\\d+ hooks, \\d+ ms");
    }

    @Test
    void aSystemPropertySwitchesOffToo() {
        Fork.Result result =
                Fork.withAgent().option("-Dreqid.agent.hooks.off=Timer").run(HandOvers.class);
        assertThat(result.out()).contains("timer: saw nothing", "11 of 12");
    }

    @Test
    void verboseListsEveryHook() {
        Fork.Result result = Fork.withAgent("verbose=true,hooks.off=Timer").run(HandOvers.class);
        assertThat(lines(result))
                .anyMatch(line -> line.matches("reqid agent on +Thread java\\.lang\\.Thread"))
                .anyMatch(line -> line.matches("reqid agent off +Timer java\\.util\\.Timer"))
                .anyMatch(line -> line.matches("reqid agent on +SubmissionPublisher .+"));
    }

    @Test
    void whatTheApplicationDoesNotUseIsNotLoadedForItsHook() {
        String[] unused = {
            "java.util.Timer",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.SubmissionPublisher$BufferedSubscription",
            "sun.nio.ch.AsynchronousSocketChannelImpl"
        };
        Fork.Result lazy = Fork.withAgent().option("-Xlog:class+load").run(OpenedPackages.class);
        Fork.Result all =
                Fork.withAgent("verbose=true").option("-Xlog:class+load").run(OpenedPackages.class);
        for (String name : unused) {
            assertThat(lazy.out()).doesNotContain("] " + name + " source:");
            assertThat(all.out()).contains("] " + name + " source:");
        }
    }

    @Test
    void aClassThatEveryStartLoadsIsRewrittenWhenItIsFirstUsed() {
        String rewritten = "redefined name=java.util.concurrent.CompletableFuture,";
        Fork.Result unused =
                Fork.withAgent().option("-Xlog:redefine+class+load").run(OpenedPackages.class);
        assertThat(unused.out()).contains("redefined name=java.lang.Thread,").doesNotContain(rewritten);
        Fork.Result used = Fork.withAgent().option("-Xlog:redefine+class+load").run(HandOvers.class);
        assertThat(used.out()).containsOnlyOnce(rewritten).contains("12 of 12");
    }

    @Test
    void aProgramThatDoesNotForkLoadsNoForkJoinTask() {
        Fork.Result result = Fork.withAgent().option("-Xlog:class+load").run(OpenedPackages.class);
        assertThat(result.out())
                .contains("java.util.concurrent.CompletableFuture source:")
                .doesNotContain("java.util.concurrent.ForkJoinTask source:");
    }

    @Test
    void aWrongOptionCostsOneLineAndNothingElse() {
        Fork.Result result = Fork.withAgent("lnger=1s").run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).hasSize(2);
        assertThat(lines(result).get(0)).contains("\"lnger\"", "linger");
        assertThat(lines(result).get(1)).matches(STARTED);
    }

    @Test
    void anAgentThatWasThereFirstAndHasLoadedForkJoinDoesNotMatter() throws IOException {
        Path early = earlyAgent();
        for (boolean earlier : new boolean[] {true, false}) {
            Fork.Result result = agent(earlier ? early : Fork.agentJar())
                    .option("-javaagent:" + (earlier ? Fork.agentJar() : early))
                    .run(HandOvers.class);
            assertCarries(result);
            assertThat(lines(result)).singleElement().asString().matches(STARTED);
        }
    }

    @Test
    void whereForkJoinTasksHaveNoFieldTheFunctionsOfStagesAreBound() throws IOException {
        Fork fork = agent(earlyAgent()).option("-javaagent:" + Fork.agentJar());
        assertThat(fork.run(ForkJoinFields.class).out().lines()).doesNotContain("reqid$captured");
        Fork.Result result = Programs.run(
                agent(earlyAgent()).option("-javaagent:" + Fork.agentJar()),
                "Matrix",
                "complete",
                "stage",
                "exceptionally");
        assertThat(result.out()).contains(" rows, 0 lost, 0 leaked, 0 crossed, 0 contracts broken");
    }

    @Test
    void virtualThreadsThatForkDoNotBlockOneAnotherWhereForkJoinTasksHaveNoField() throws IOException {
        assumeTrue(Programs.FEATURE >= 21, "there are virtual threads");
        assertForks(agent(earlyAgent()).option("-javaagent:" + Fork.agentJar()));
    }

    @Test
    void virtualThreadsThatForkDoNotBlockOneAnotherWhereAHookOfTheAsyncGraphWaits() {
        assumeTrue(Programs.FEATURE >= 21, "there are virtual threads");
        assertForks(Fork.withAgent(), "wait");
    }

    private static void assertForks(Fork fork, String... arguments) {
        Fork.Result result = Programs.run(
                fork.option("-Djdk.virtualThreadScheduler.parallelism=2"), "ForkingVirtualThreads", arguments);
        assertThat(result.out().strip()).isEqualTo("0 not run, 0 wrong");
    }

    @Test
    void anAgentThatComesAfterwardsMayRewriteForkJoinTasksToo() throws IOException {
        Path late = Jars.of(
                directory.resolve("late.jar"),
                Map.of("Premain-Class", LateRewriting.class.getName(), "Can-Retransform-Classes", "true"),
                LateRewriting.class);
        Fork.Result result = agent(Fork.agentJar()).option("-javaagent:" + late).run(ForkJoinFields.class);
        assertThat(result.out().lines()).contains("reqid$captured").contains("rewritten");
    }

    private Path earlyAgent() throws IOException {
        return Jars.of(
                directory.resolve("early.jar"),
                Map.of("Premain-Class", EarlyForkJoin.class.getName()),
                EarlyForkJoin.class);
    }

    @Test
    void forkJoinTasksHaveAFieldForWhatTheyWereForkedUnder() {
        assertThat(Fork.withAgent().run(ForkJoinFields.class).out().lines()).contains("reqid$captured");
    }

    @Test
    void noPackageOfTheJdkIsOpenedToTheApplication() {
        assertThat(Fork.withAgent().run(OpenedPackages.class).out().lines())
                .containsExactly("jdk.internal.misc false", "jdk.internal.module false", "java.lang.invoke false");
    }

    @Test
    void classDataSharingStaysOn() {
        Fork.Result result = Fork.withAgent().option("-Xshare:on").run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).singleElement().asString().matches(STARTED);
    }

    @Test
    void whatIsRewrittenPassesTheVerifier() {
        Fork.Result result = Fork.withAgent()
                .option("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal")
                .run(HandOvers.class);
        assertCarries(result);
    }

    @Test
    void aSecondCopyOfTheStoreIsNamed() throws URISyntaxException {
        Path store = Path.of(AsyncLocal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Fork.Result result = Fork.withAgent().run(SecondStore.class, store.toString());
        assertThat(result.out().strip()).isEqualTo("loaded by true");
        assertThat(lines(result)).hasSize(2);
        assertThat(lines(result).get(1))
                .contains("second copy of correlation-core", store.getFileName().toString());
    }

    @Test
    void anotherVersionOnTheClassPathIsNamed() throws IOException {
        Path other = Jars.of(
                directory.resolve("correlation-core-0.0.1.jar"), Map.of("Implementation-Version", "0.0.1"), Jars.class);
        Fork fork = Fork.withAgent();
        Fork.Result result = fork.classPath(fork.classPath() + java.io.File.pathSeparator + other)
                .run(HandOvers.class);
        assertCarries(result);
        assertThat(lines(result)).hasSize(2);
        assertThat(lines(result).get(0)).contains("in the place of 0.0.1", other.toString());
    }
}
