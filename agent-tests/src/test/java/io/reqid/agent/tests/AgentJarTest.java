package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class AgentJarTest {
    private static final String ARCHIVE = "io/reqid/agent/classes.zip";

    static String manifest(String attribute) throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(attribute);
        }
    }

    /** {@return the names of the classes that are packed into one entry} */
    private static List<String> packed() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile());
                ZipInputStream archive = new ZipInputStream(jar.getInputStream(jar.getEntry(ARCHIVE)))) {
            List<String> names = new ArrayList<>();
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
                names.add(entry.getName());
            }
            return names;
        }
    }

    @Test
    void jarHoldsTheStoreUnderItsOwnNameAndEverythingElseUnderOurs() throws IOException {
        assertThat(packed())
                .contains("io/reqid/AsyncLocal.class", "io/reqid/agent/asm/ClassReader.class")
                .startsWith("io/reqid/agent/BootClasses.class")
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("io/reqid/(agent/)?(asm/)?(\\w+/)?[\\w$-]+\\.class"));
    }

    @Test
    void nothingInTheJarIsForeign() throws IOException {
        try (JarFile jar = new JarFile(Fork.agentJar().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .allMatch(entry -> entry.getName()
                            .matches("io/reqid/agent/(Agent|Archive|Entry|Entry\\$Isolated)\\.class"
                                    + "|" + Pattern.quote(ARCHIVE)
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
