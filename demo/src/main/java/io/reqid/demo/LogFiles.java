package io.reqid.demo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.slf4j.LoggerFactory;

/** The files that the demo logs to. */
final class LogFiles {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    Path text() {
        return Path.of(appender("text").getFile());
    }

    Path json() {
        return Path.of(appender("json").getFile());
    }

    /** {@return the lines of a log, those that were rolled over and compressed first} */
    static List<String> lines(Path log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path rolled : rolled(log)) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(rolled)), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
        }
        lines.addAll(Files.readAllLines(log));
        return lines;
    }

    private static List<Path> rolled(Path log) throws IOException {
        String[] name = log.getFileName().toString().split("\\.", 2);
        try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name[0] + "."))
                    .filter(file -> file.getFileName().toString().endsWith("." + name[1] + ".gz"))
                    .sorted()
                    .toList();
        }
    }

    private RollingFileAppender<?> appender(String name) {
        Appender<?> appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(name);
        if (appender instanceof RollingFileAppender<?> file) {
            return file;
        }
        throw new IllegalStateException(
                "logback.xml must have a rolling file appender named '" + name + "' at its root");
    }
}
