package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.reqid.RequestId;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * What the usual search must not load, for it would take longer than all the rest of a small one: each lambda, and the first
 * of them most of all, is linked at run time, as are {@code equals} and {@code hashCode} of records; the rules of time zones
 * and the tables of locales are read from files. A list of classes is the same on a busy machine, where times are not.
 */
class StartTest {
    private static final String ID = "01M7XH9CJ1JY5FFE9446RZD76T";
    private static final String LOG = """
            #logback.classic pattern: %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread] %logger{0}: %msg%n
            2026-11-20T22:30:00.001Z INFO  [01M7XH9CJ1JY5FFE9446RZD76T] [pool-1-thread-1] Orders: received
            2026-11-20T22:30:00.002Z INFO  [01M7XH9CJ1JS1N80381XBBFK4C] [main] Orders: 01M7XH9CJ1JY5FFE9446RZD76T
            """;

    @TempDir
    private Path directory;

    @Test
    void usualSearchLinksNoLambdasOfItsOwn() throws Exception {
        assertThat(loadedFromMainOn())
                .isNotEmpty()
                .noneMatch(name -> name.contains("$$Lambda") && name.startsWith("io.reqid."))
                .noneMatch(name -> name.contains("$$Lambda") && name.startsWith("java.util.Comparator"))
                .noneMatch(name -> name.startsWith("java.lang.runtime.ObjectMethods"))
                .noneMatch(name -> name.startsWith("java.lang.invoke.VarHandleByteArray"));
    }

    @Test
    void usualSearchReadsNoTimeZonesAndNoLocales() throws Exception {
        assertThat(loadedFromMainOn())
                .isNotEmpty()
                .doesNotContain(
                        "java.util.Formatter", "java.time.zone.TzdbZoneRulesProvider", "java.util.regex.Matcher");
    }

    /** {@return the names of the classes that a process loads from the main class on} */
    private List<String> loadedFromMainOn() throws IOException, InterruptedException, URISyntaxException {
        Path log = Files.writeString(directory.resolve("app.log"), LOG);
        Path classes = directory.resolve("classes.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load=info:file=" + classes + ":none",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                placeOf(Main.class),
                                placeOf(RequestId.class),
                                placeOf(ZstdInputStreamNoFinalizer.class),
                                placeOf(XZInputStream.class)),
                        Main.class.getName(),
                        ID,
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shown).contains("Orders: received");
        List<String> names = Files.readAllLines(classes).stream()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
                .toList();
        return names.subList(names.indexOf(Main.class.getName()), names.size());
    }

    private static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
