package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.logback.app.Applications.Application;
import io.reqid.logback.app.Applications.ByCall;
import io.reqid.logback.app.Applications.Foreign;
import io.reqid.logback.app.Applications.WithAsyncIds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first line of a process on. */
class StartTest {
    private static final String PATTERN = "[%reqId] [%X{user}] %msg%n";

    @TempDir
    private Path directory;

    @Test
    void jarOnTheClassPathIsEnough() throws Exception {
        assertThat(ForkedJvm.run(directory, PATTERN, Application.class))
                .containsExactly("[-] [] start", "[a] [] task null", "[a] [u] request", "[-] [] end");
    }

    @Test
    void moduleOnTheModulePathIsEnough() throws Exception {
        assertThat(ForkedJvm.runOnModulePath(directory, PATTERN, Application.class))
                .containsExactly("[-] [] start", "[a] [] task null", "[a] [u] request", "[-] [] end");
    }

    @Test
    void onePropertyMakesTheWholeMdcFollow() throws Exception {
        assertThat(ForkedJvm.run(directory, PATTERN, Application.class, "-Dreqid.mdc=async"))
                .containsExactly("[-] [] start", "[a] [u] task a", "[a] [u] request", "[-] [] end");
    }

    @Test
    void onTheModulePathTheWholeMdcNeedsOnePackageOpened() throws Exception {
        String property = "-Dreqid.mdc=async";
        assertThat(ForkedJvm.runOnModulePath(
                        directory,
                        PATTERN,
                        Application.class,
                        property,
                        "--add-opens",
                        "org.slf4j/org.slf4j=io.reqid.logback"))
                .containsExactly("[-] [] start", "[a] [u] task a", "[a] [u] request", "[-] [] end");
        assertThat(ForkedJvm.runOnModulePath(directory, PATTERN, Application.class, property))
                .hasSize(5)
                .anyMatch(line -> line.startsWith("reqid: the MDC stays with its threads")
                        && line.contains("--add-opens org.slf4j/org.slf4j=io.reqid.logback"))
                .contains("[a] [u] request");
    }

    @Test
    void oneCallMakesTheWholeMdcFollowAndKeepsWhatWasThere() throws Exception {
        assertThat(ForkedJvm.run(directory, PATTERN, ByCall.class))
                .containsExactly("true true", "[a] [before] kept", "[a] [u] carried a", "[-] [before] end");
    }

    @Test
    void unknownMdcModeIsNamedOnceAndTheDefaultApplies() throws Exception {
        assertThat(ForkedJvm.run(directory, PATTERN, Application.class, "-Dreqid.mdc=thread"))
                .contains("[a] [u] request")
                .containsOnlyOnce("reqid: reqid.mdc must be 'overlay' or 'async', found 'thread'; it is 'overlay' now");
        assertThat(ForkedJvm.run(directory, PATTERN, Application.class, "-Dreqid.mdc=a b"))
                .containsOnlyOnce(
                        "reqid: reqid.mdc must be 'overlay' or 'async', found 3 characters; it is 'overlay' now");
    }

    @Test
    void adapterOfAnotherLibraryIsNamedOnce() throws Exception {
        assertThat(ForkedJvm.run(directory, "[%reqId] %msg%n", Foreign.class))
                .containsExactly(
                        "reqid: the MDC adapter of another library is left as it is"
                                + " (org.slf4j.helpers.BasicMDCAdapter); %reqId prints what the MDC holds under reqId,"
                                + " see MdcSync",
                        "[-] 1", "[-] 2", "false BasicMDCAdapter");
    }

    @Test
    void asyncIdsTellWhatCausedWhat() throws Exception {
        List<String> lines =
                ForkedJvm.run(directory, "%asyncId %triggerAsyncId %X{asyncId} %msg%n", WithAsyncIds.class);
        assertThat(lines).hasSize(2);
        String[] main = lines.get(0).split(" ", -1);
        String[] task = lines.get(1).split(" ", -1);
        assertThat(main[1]).isEqualTo("0");
        assertThat(task[0]).isNotEqualTo(main[0]).isEqualTo(task[2]);
        assertThat(task[1]).isEqualTo(main[0]);
    }
}
