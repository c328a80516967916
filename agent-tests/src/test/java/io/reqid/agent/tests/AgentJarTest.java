package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class AgentJarTest {
    static String manifest(String attribute) throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(attribute);
        }
    }

    @Test
    void jarHoldsTheStoreUnderItsOwnNameAndEverythingElseUnderOurs() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(entry -> entry.getName().startsWith("io/reqid/"));
            assertThat(jar.getEntry("io/reqid/AsyncLocal.class")).isNotNull();
            assertThat(jar.getEntry("io/reqid/agent/asm/ClassReader.class")).isNotNull();
        }
    }

    @Test
    void nothingInTheJarIsForeign() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .allMatch(entry -> entry.getName()
                            .matches("io/reqid/(agent/)?(asm/)?(\\w+/)?[\\w$-]+\\.class"
                                    + "|META-INF/(MANIFEST\\.MF|LICENSE|ASM-LICENSE|maven/io\\.reqid/.*)"));
        }
    }

    @Test
    void jarHoldsTheLicenceOfAsmAsThatAsksFor() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            String licence = new String(
                    jar.getInputStream(jar.getEntry("META-INF/ASM-LICENSE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(licence).contains("INRIA", "Redistributions in binary form must reproduce");
        }
    }

    @Test
    void manifestNamesEveryWayIn() throws IOException {
        assertThat(manifest("Premain-Class")).isEqualTo("io.reqid.agent.Agent");
        assertThat(manifest("Agent-Class")).isEqualTo("io.reqid.agent.Agent");
        assertThat(manifest("Launcher-Agent-Class")).isEqualTo("io.reqid.agent.Agent");
        assertThat(manifest("Can-Retransform-Classes")).isEqualTo("true");
    }

    /** With one, the JVM refuses every archive and cache of classes that the application has. */
    @Test
    void manifestHasNoBootClassPath() throws IOException {
        assertThat(manifest("Boot-Class-Path")).isNull();
    }
}
