package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.reqid.ContextExecutors;
import io.reqid.ContextFuture;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.undertow.RequestIdHandler;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the README tells its reader to write works as it stands there. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LAYOUT = Pattern.compile("<pattern>(.*?)</pattern>");
    private static final RequestId ID = new RequestId("the-id");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void patternPrintsTheId() throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(found(LAYOUT).get(0));
        layout.start();
        List<String> lines = new ArrayList<>();

        RequestContext.run(ID, () -> lines.add(layout.doLayout(event(context))));

        assertThat(lines.get(0)).contains("[the-id]");
        assertThat(layout.doLayout(event(context))).contains("[-]");
    }

    private static ILoggingEvent event(LoggerContext context) {
        Logger logger = context.getLogger(ReadmeTest.class);
        return new LoggingEvent(ReadmeTest.class.getName(), logger, Level.INFO, "hello", null, new Object[0]);
    }

    @Test
    void everyLineOfJavaIsCompiledInThisTest() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/reqid/demo/ReadmeTest.java"))
                .replaceAll("\\s+", "");

        assertThat(found(JAVA))
                .hasSize(2)
                .allSatisfy(block -> assertThat(block.lines())
                        .allSatisfy(line -> assertThat(source).contains(line.replaceAll("\\s+", ""))));
    }

    @Test
    void poolAndFutureCarryTheId() {
        RequestContext.run(ID, this::serveOne);

        assertThat(seen).containsExactly("the-id", "the-id", "the-id");
    }

    private void serveOne() {
        ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(8));
        ContextFuture<String> answered = ContextFuture.supplyAsync(this::load, pool)
                .thenApply(this::price)
                .whenComplete(this::answer);
        answered.join();
        pool.shutdown();
    }

    private String load() {
        seen.add(String.valueOf(RequestContext.currentId()));
        return "load";
    }

    private String price(String loaded) {
        seen.add(String.valueOf(RequestContext.currentId()));
        return loaded;
    }

    private void answer(String priced, Throwable failure) {
        seen.add(String.valueOf(RequestContext.currentId()));
    }

    /** Compiled and never run: it takes the port that the README names. */
    static void serve(HttpHandler app) {
        Undertow.builder()
                .addHttpListener(8080, "localhost")
                .setHandler(RequestIdHandler.wrap(app))
                .build()
                .start();
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
