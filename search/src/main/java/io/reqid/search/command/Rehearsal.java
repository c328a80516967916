package io.reqid.search.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A run for nobody, of which Java remembers the classes: the script before the jar has an archive made of them, so that
 * later runs start faster.
 */
final class Rehearsal {
    /** The environment variable that has a process rehearse. */
    static final String VARIABLE = "REQID_REHEARSAL";

    private static final String ID = "01K1TARGETREQUEST0FFFFF777";
    private static final String SHOP_ID = "01M7XH9CJ1JY5FFE9446RZD76T";
    private static final String LINES = """
            #logback.classic pattern: %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%reqId] [%thread] [%asyncId<%triggerAsyncId] %logger{0}: %msg%n
            2026-08-03T01:33:19.200Z INFO  [01K1TARGETREQUEST0FFFFF777] [XNIO-1 task-20] [21<1] OrderHandler: received
            2026-08-03T01:33:19.300Z ERROR [01K1TARGETREQUEST0FFFFF777] [XNIO-1 task-31] [22<21] MailQueue: lost
            java.lang.IllegalStateException: lost
            \tat a.B.c(B.java:1)
            2026-08-03T01:33:19.400Z INFO  [-] [main] [1<0] Main: next
            """;
    private static final String SHOP = """
            #logback.classic pattern: %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread] %logger{0}: %msg%n
            2026-11-20T22:30:00.001Z INFO  [01M7XH9CJ1JY5FFE9446RZD76T] [pool-1-thread-1] Orders: received
            2026-11-20T22:30:00.002Z INFO  [01M7XH9CJ1JS1N80381XBBFK4C] [main] Orders: 01M7XH9CJ1JY5FFE9446RZD76T
            """;
    private static final String JSON =
            "{\"@timestamp\":\"2026-08-03T01:33:19.250Z\",\"level\":\"INFO\",\"thread_name\":\"t\",\"logger_name\":\"a.B\","
                    + "\"message\":\"m\",\"reqId\":\"" + ID + "\"}\n";

    private Rehearsal() {}

    /** {@return 0 if all went well} */
    static int run() {
        try {
            Path directory = Files.createTempDirectory("reqid");
            Path text = Files.writeString(directory.resolve("a.log"), LINES);
            Path shop = Files.writeString(directory.resolve("c.log"), SHOP);
            Path json = Files.writeString(directory.resolve("b.json"), JSON);
            try {
                return rehearse(text.toString(), json.toString(), shop.toString());
            } finally {
                Files.delete(text);
                Files.delete(json);
                Files.delete(shop);
                Files.delete(directory);
            }
        } catch (IOException e) {
            return ExitCode.PARTIAL;
        }
    }

    private static int rehearse(String text, String json, String shop) {
        String[][] calls = {
            {SHOP_ID, shop},
            {ID, text, json},
            {ID, json},
            {"-", text, "-v", "--json"},
            {ID, text, "--within=10m", "--min-level", "warn"},
            {ID, text, "--order=time"},
            {ID, text, "--timeline"},
            {"find", "lost", text, json},
            {"find", "/l.st/", text},
            {"top", text, json},
            {"missing", text},
        };
        int worst = 0;
        for (String[] call : calls) {
            worst = Math.max(worst, Math.max(run(call, false), run(call, true)));
        }
        return worst <= ExitCode.NONE ? 0 : worst;
    }

    private static int run(String[] call, boolean onTerminal) {
        return Main.run(
                call,
                new Surroundings(
                        Map.of(),
                        new ByteArrayInputStream((ID + "\n").getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        new Terminal(false, onTerminal, false, 100, StandardCharsets.UTF_8),
                        Instant.now(),
                        null,
                        action -> {}));
    }
}
