package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent comes into a program that is running already. */
class AttachTest {
    @TempDir
    Path directory;

    @Test
    void whatIsRegisteredAfterwardsIsFollowed() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        List.of(java, "-cp", Fork.plain().classPath(), HandOversLater.class.getName()))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputStream in = process.getOutputStream()) {
            assertThat(out.readLine()).isEqualTo("ready");
            attach(process.pid());
            in.write('\n');
            in.flush();
            assertThat(out.readLine()).isEqualTo("12 of 12");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(errors).stream().filter(line -> !isOfTheJdk(line)))
                .singleElement()
                .asString()
                .matches("reqid agent \\S+: (\\d+)/\\1 hooks, \\d+ ms");
    }

    /** From 21 the JDK warns of agents that come later, and all versions of a class path that grows. */
    private static boolean isOfTheJdk(String line) {
        return line.startsWith("WARNING: ")
                || line.contains("VM warning: Sharing is only supported for boot loader classes");
    }

    private static void attach(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgent(Fork.agentJar().toAbsolutePath().toString());
        } finally {
            machine.detach();
        }
    }
}
