package io.reqid.benchmarks.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Finds out what a reader of figures has to know. */
final class Circumstances {
    private Circumstances() {}

    static Map<String, String> of(String suite, List<String> flags, Options options, int rounds) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("Command", ("`benchmarks/run " + suite + " " + String.join(" ", flags)).strip() + "`");
        found.put("Date", LocalDate.now(ZoneOffset.UTC).toString());
        found.put("Commit", commit());
        found.put("JDK", jdk(options));
        found.put("Machine", machine());
        found.put(
                "Rounds", rounds + "; figures are medians ± half the spread, ratios are medians of the paired ratios");
        if (options.quick()) {
            found.put("Quick", "yes: this shows that everything works, the figures are worth little");
        }
        return found;
    }

    private static String jdk(Options options) {
        Properties release = new Properties();
        try (var text = Files.newBufferedReader(options.jdk().resolve("release"))) {
            release.load(text);
        } catch (IOException e) {
            return "unknown";
        }
        return (release.getProperty("IMPLEMENTOR", "") + " " + release.getProperty("JAVA_VERSION", ""))
                .replace("\"", "")
                .strip();
    }

    private static String machine() {
        String processor = System.getProperty("os.arch");
        try {
            processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst()
                    .orElse(processor);
        } catch (IOException e) {
            processor = System.getProperty("os.arch"); // not on Linux
        }
        return Runtime.getRuntime().availableProcessors() + " × " + processor + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.version");
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? name : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
