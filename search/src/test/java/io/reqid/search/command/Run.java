package io.reqid.search.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the command in this process. For one thread; used once. */
final class Run {
    static final Instant NOW = Instant.parse("2026-11-25T18:00:00Z");

    private final List<String> arguments;
    private final Map<String, String> env = new HashMap<>();
    private String input = "";
    private Terminal terminal = Terminal.NONE;

    /** What a run ended with. */
    record Result(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Run(List<String> arguments) {
        this.arguments = arguments;
    }

    static Run of(Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            texts.add(argument.toString());
        }
        return new Run(texts);
    }

    Run env(String name, Object value) {
        env.put(name, value.toString());
        return this;
    }

    Run input(String text) {
        input = text;
        return this;
    }

    /** All three streams are a terminal. */
    Run onTerminal() {
        terminal = new Terminal(true, true, true, 100, StandardCharsets.UTF_8);
        return this;
    }

    /** Standard input alone is a terminal. */
    Run typed() {
        terminal = new Terminal(true, false, false, 0, StandardCharsets.UTF_8);
        return this;
    }

    Result go() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                arguments.toArray(String[]::new),
                new Surroundings(
                        env,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        err,
                        terminal,
                        NOW,
                        ZoneOffset.UTC,
                        action -> {}));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
