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

class ArchiveTest {
    private static final String CONTENT = "an archive, an archive, an archive";

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

    private static void assertFound(Path jar) throws IOException {
        assertThat(Archive.in(jar.toFile())).asString().isEqualTo(CONTENT);
    }

    private static void addAll(ZipOutputStream jar) throws IOException {
        add(jar, "META-INF/MANIFEST.MF", "");
        add(jar, "io/reqid/", "");
        add(jar, "io/reqid/agent/Agent.class", "another");
        add(jar, "io/reqid/agent/classes.zap", "one of a name of the same length");
        add(jar, Archive.ENTRY, CONTENT);
        add(jar, "com/example/Other.class", "another");
    }

    @Test
    void theArchiveIsFoundAmongOtherEntries() throws IOException {
        assertFound(jar("", ArchiveTest::addAll));
    }

    @Test
    void anArchiveThatIsStoredIsRead() throws IOException {
        assertFound(jar("", jar -> addStored(jar, Archive.ENTRY, CONTENT)));
    }

    @Test
    void aJarBehindAStartScriptIsRead() throws IOException {
        assertFound(jar("#!/bin/sh\nexec java -jar $0\n", ArchiveTest::addAll));
    }

    @Test
    void aJarWithACommentIsRead() throws IOException {
        assertFound(jar("", jar -> {
            jar.setComment("made by hand");
            addAll(jar);
        }));
    }

    @Test
    void aJarOfMoreEntriesThanTheOldFormatCountsIsRead() throws IOException {
        assertFound(jar("", jar -> {
            addAll(jar);
            for (int i = 0; i < 0x10000; i++) {
                add(jar, "com/example/" + i, "");
            }
        }));
    }

    @Test
    void bothWaysToReadFindTheSame() throws IOException {
        Path jar = jar("", ArchiveTest::addAll);
        assertThat(Archive.withJarFile(jar.toFile())).isEqualTo(Archive.in(jar.toFile()));
    }

    @Test
    void aJarWithoutAnArchiveIsRefusedByName() throws IOException {
        Path jar = jar("", each -> add(each, "META-INF/MANIFEST.MF", ""));
        assertThatThrownBy(() -> Archive.in(jar.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("some.jar")
                .hasMessageContaining(Archive.ENTRY);
    }

    @Test
    void theFirstFileOfAnArchiveIsCutOut() throws IOException {
        Path archive = jar("", each -> {
            addStored(each, "io/reqid/agent/BootClasses.class", "first");
            addStored(each, "io/reqid/Other.class", "second");
        });
        assertThat(Archive.first(Files.readAllBytes(archive))).asString().isEqualTo("first");
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("no.jar"), "no jar, but long enough to have an end record");
        assertThatThrownBy(() -> Archive.in(file.toFile())).isInstanceOf(IOException.class);
    }
}
