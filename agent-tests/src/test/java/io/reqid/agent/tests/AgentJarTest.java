package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class AgentJarTest {
    @Test
    void jarHoldsTheStoreUnderItsOwnNameAndEverythingElseUnderOurs() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(entry -> entry.getName().startsWith("io/reqid/"));
            assertThat(jar.getEntry("io/reqid/AsyncLocal.class")).isNotNull();
        }
    }
}
