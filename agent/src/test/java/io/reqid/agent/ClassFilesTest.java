package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFilesTest {
    private static final String CONTENT = "a class, a class, a class, a class";

    @TempDir
    Path directory;

    private interface Entries {
        void addTo(ZipOutputStream jar) throws IOException;
    }

    private Path jar(String before, Entries entries) throws IOException {
        Path file = directory.resolve("some.jar");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(before.getBytes(StandardCharsets.US_ASCII));
            try (ZipOutputStream jar = new ZipOutputStream(out)) {
                entries.addTo(jar);
            }
        }
        return file;
    }

    private static void add(ZipOutputStream jar, String name, String content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content.getBytes(StandardCharsets.US_ASCII));
    }

    private static void addStored(ZipOutputStream jar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
    }

    private static void assertHasBoth(Path jar) throws IOException {
        assertThat(ClassFiles.in(jar.toFile()))
                .hasEntrySatisfying(
                        "io/reqid/A", file -> assertThat(file).asString().isEqualTo(CONTENT))
                .hasEntrySatisfying(
                        "io/reqid/agent/asm/B",
                        file -> assertThat(file).asString().isEqualTo(CONTENT))
                .hasSize(2);
    }

    private static void addBoth(ZipOutputStream jar) throws IOException {
        add(jar, "META-INF/MANIFEST.MF", "");
        add(jar, "io/reqid/", "");
        add(jar, "io/reqid/A.class", CONTENT);
        add(jar, "io/reqid/logback/OfAnotherModule.class", CONTENT);
        addStored(jar, "io/reqid/agent/asm/B.class", CONTENT);
        add(jar, "com/example/Other.class", CONTENT);
    }

    @Test
    void theStoreAndTheAgentAreFoundAndNothingElse() throws IOException {
        assertHasBoth(jar("", ClassFilesTest::addBoth));
    }

    @Test
    void aJarBehindAStartScriptIsRead() throws IOException {
        assertHasBoth(jar("#!/bin/sh\nexec java -jar $0\n", ClassFilesTest::addBoth));
    }

    @Test
    void aJarWithACommentIsRead() throws IOException {
        assertHasBoth(jar("", jar -> {
            jar.setComment("made by hand");
            addBoth(jar);
        }));
    }

    @Test
    void aJarOfMoreEntriesThanTheOldFormatCountsIsRead() throws IOException {
        assertHasBoth(jar("", jar -> {
            addBoth(jar);
            for (int i = 0; i < 0x10000; i++) {
                add(jar, "com/example/" + i, "");
            }
        }));
    }

    @Test
    void bothWaysToReadFindTheSame() throws IOException {
        Path jar = jar("", ClassFilesTest::addBoth);
        assertThat(ClassFiles.withJarFile(jar.toFile()).keySet())
                .containsExactlyElementsOf(ClassFiles.in(jar.toFile()).keySet());
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("no.jar"), "no jar, but long enough to have an end record");
        assertThatThrownBy(() -> ClassFiles.in(file.toFile())).isInstanceOf(IOException.class);
    }
}
