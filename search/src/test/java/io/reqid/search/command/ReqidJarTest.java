package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished command, run as a program by the JVM of this test. Runs after it is packaged. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ReqidJarTest {
    private static final Path REQID = Path.of("target", "reqid").toAbsolutePath();
    private static final String ID = "01KAXTB9GMBBBBBBBBBBBBBBBB";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path log;

    /** What a program ended with. */
    private record Result(int code, String out, String err) {}

    @BeforeEach
    void copyLog() throws IOException {
        log = directory.resolve("shop.log");
        try (InputStream golden = ReqidJarTest.class.getResourceAsStream("/golden/command/shop.log")) {
            Files.copy(golden, log);
        }
    }

    @Test
    void scriptStartsTheJarBehindItWithoutAWarning() throws Exception {
        Result result = run(REQID, ID, log);

        assertThat(result).isEqualTo(new Result(0, expected(), ""));
    }

    @Test
    void javaStartsItWithoutTheScript() throws Exception {
        Result result = run(java(), "-jar", REQID, ID, log);

        assertThat(result).isEqualTo(new Result(0, expected(), ""));
    }

    @Test
    void versionIsThatOfTheProject() throws Exception {
        assertThat(run(REQID, "--version").out()).matches("reqid \\d+\\.\\d+\\.\\d+\\S*, Java .*\n");
    }

    @Test
    void placeMayHaveSpacesAndQuotesAndBeALink() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("it's a \"place\" $HOME"));
        Path copy = Files.copy(REQID, odd.resolve("reqid"), StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createSymbolicLink(directory.resolve("find it"), copy);

        assertThat(run(copy, ID, log)).isEqualTo(new Result(0, expected(), ""));
        assertThat(run(link, ID, log)).isEqualTo(new Result(0, expected(), ""));
        assertThat(run("sh", "-c", "cd \"$1\" && sh reqid \"$2\" \"$3\"", "-", odd, ID, log)
                        .out())
                .isEqualTo(expected());
        assertThat(run("sh", "-c", "PATH=$1:$PATH; reqid \"$2\" \"$3\"", "-", odd, ID, log)
                        .out())
                .isEqualTo(expected());
    }

    @Test
    void argumentsReachTheCommandAsTheyWereTyped() throws Exception {
        Result result = run(REQID, "find", " a  b*'\"$HOME\\ ", log);

        assertThat(result.code()).isEqualTo(1);
        assertThat(run(REQID, "--\"$x y").err()).startsWith("reqid: unknown flag --\"$x y");
    }

    @Test
    void compressedLogsAreReadByTheLibrariesWithin() throws Exception {
        for (String packer : List.of("gzip", "zstd", "xz")) {
            if (!isInstalled(packer)) {
                continue;
            }
            assertThat(run("sh", "-c", packer + " -q -c \"$1\" >\"$2\"", "-", log, directory.resolve(packer))
                            .code())
                    .isZero();

            assertThat(run(REQID, ID, directory.resolve(packer))).as(packer).isEqualTo(new Result(0, expected(), ""));
        }
    }

    @Test
    void readerThatClosesThePipeIsNoError() throws Exception {
        String line = Files.readAllLines(log).get(3) + "\n";
        Files.writeString(log, line.repeat(20_000));

        Result result =
                run("bash", "-c", "\"$1\" \"$2\" \"$3\" | head -n 1; exit ${PIPESTATUS[0]}", "-", REQID, ID, log);

        assertThat(result).isEqualTo(new Result(0, line, ""));
    }

    @Test
    void withoutJavaTheUserIsToldWhatIsNeeded() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path old = executable(bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        Result tooOld = run("env", "-u", "JAVA_HOME", "PATH=" + bin + ":/usr/bin:/bin", REQID);
        assertThat(tooOld.err())
                .isEqualTo("reqid: needs Java 17 or later. " + old + " is Java 11.0.2. Set JAVA_HOME to a"
                        + " newer one.\n");
        assertThat(tooOld.code()).isEqualTo(70);

        Files.delete(old);
        for (String tool : List.of("readlink", "sed", "head")) {
            executable(bin.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
        }
        Result none = run("env", "-u", "JAVA_HOME", "PATH=" + bin, REQID);
        assertThat(none.err())
                .isEqualTo("reqid: needs Java 17 or later. No java is in JAVA_HOME or PATH. Set JAVA_HOME to a"
                        + " newer one.\n");
    }

    @Test
    void startArchiveIsMadeOnceAndUsedAndSaidNothingOf() throws Exception {
        Path cache = directory.resolve("cache");
        String[] environment = {"REQID_START_ARCHIVE=on", "XDG_CACHE_HOME=" + cache};

        assertThat(run(environment, REQID, ID, log)).isEqualTo(new Result(0, expected(), ""));
        await().atMost(LONG)
                .until(() -> archives(cache).size() == 1 && making(cache).isEmpty());
        Path archive = archives(cache).get(0);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);

        String[] logged = {environment[0], environment[1], "REQID_JAVA_OPTS=-Xlog:class+load"};
        assertThat(run(logged, REQID, ID, log).out())
                .containsPattern("io.reqid.search.command.Main source: shared objects file");
        assertThat(archives(cache)).containsExactly(archive);
    }

    @Test
    void archiveThatIsDamagedOrCannotBeWrittenIsPassedOverInSilence() throws Exception {
        Path cache = directory.resolve("cache");
        String[] environment = {"REQID_START_ARCHIVE=on", "XDG_CACHE_HOME=" + cache};
        run(environment, REQID, ID, log);
        await().atMost(LONG)
                .until(() -> archives(cache).size() == 1 && making(cache).isEmpty());
        Path archive = archives(cache).get(0);
        Files.delete(archive);
        Files.writeString(archive, "no archive");

        assertThat(run(environment, REQID, ID, log)).isEqualTo(new Result(0, expected(), ""));

        Path file = Files.writeString(directory.resolve("file"), "");
        environment[1] = "XDG_CACHE_HOME=" + file;
        assertThat(run(environment, REQID, ID, log)).isEqualTo(new Result(0, expected(), ""));
    }

    @Test
    void followEndsWith130WhenInterruptedAndGivesOutWhatIsWhole() throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<Object> follow = new ArrayList<>(listeningToInterrupts());
        Collections.addAll(follow, REQID, "follow", ID, log);
        Process process = builder(new String[0], follow.toArray())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        // It joins at the end of the file, so that a line is written until one is seen.
        String line = Files.readAllLines(log).get(3) + "\n";
        await().atMost(LONG).until(() -> {
            Files.writeString(log, line, StandardOpenOption.APPEND);
            return Files.size(out) > 0;
        });

        run("kill", "-INT", process.pid());

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(Files.readString(out)).matches("(\\Q" + line + "\\E)+");
        assertThat(Files.readString(err)).isEmpty();
    }

    private String expected() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.get(3) + "\n" + lines.get(7) + "\n" + lines.get(8) + "\n";
    }

    /** {@return what comes before a command} What a build starts ignores interrupts where a shell runs it behind itself. */
    private List<String> listeningToInterrupts() throws Exception {
        List<String> env = List.of("env", "--default-signal=INT");
        return run(env.get(0), env.get(1), "true").code() == 0 ? env : List.of();
    }

    private static List<Path> archives(Path cache) throws IOException {
        return found(cache, ".jsa");
    }

    private static List<Path> making(Path cache) throws IOException {
        return found(cache, "making");
    }

    private static List<Path> found(Path cache, String ending) throws IOException {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (UncheckedIOException changing) {
            return List.of();
        }
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String program) {
        for (String place : System.getenv("PATH").split(":", -1)) {
            Path file = Path.of(place, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no " + program + " in PATH");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private Result run(Object... command) throws Exception {
        return run(new String[0], command);
    }

    private Result run(String[] environment, Object... command) throws Exception {
        Path err = Files.createTempFile(directory, "err", "");
        Process process =
                builder(environment, command).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private static ProcessBuilder builder(String[] environment, Object... command) {
        List<String> texts = new ArrayList<>();
        for (Object part : command) {
            texts.add(part.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(texts);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("REQID_START_ARCHIVE", "off");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        for (String variable : environment) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return builder;
    }
}
