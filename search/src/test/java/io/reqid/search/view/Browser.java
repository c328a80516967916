package io.reqid.search.view;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A headless Chromium with one tab, driven over the Chrome DevTools Protocol
 * (https://chromedevtools.github.io/devtools-protocol/). Keeps every event that the browser tells of.
 */
final class Browser implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final String LISTENING = "DevTools listening on ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final String session;

    private Browser(Path program, Path profile) throws IOException {
        this.process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--window-size=1200,800",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address()), new Listener())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        String target = callBrowser("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        this.session = callBrowser("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** {@return the program, if there is one} */
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open(Path program, Path emptyProfile) throws IOException {
        return new Browser(program, emptyProfile);
    }

    private String address() throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread drain = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium's errors");
                drain.setDaemon(true);
                drain.start();
                return line.substring(LISTENING.length());
            }
            said.append(line).append('\n');
        }
        throw new IOException("Chromium ended without listening: " + said);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonNode node = JSON.readTree(message.toString());
                message.setLength(0);
                if (node.has("id")) {
                    answers.get(node.get("id").asInt()).complete(node);
                } else {
                    events.add(node);
                }
            }
            from.request(1);
            return null;
        }
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return send(Map.of("method", method, "params", parameters, "sessionId", session));
    }

    private JsonNode callBrowser(String method, Map<String, ?> parameters) {
        return send(Map.of("method", method, "params", parameters));
    }

    private JsonNode send(Map<String, ?> command) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> numbered = new java.util.HashMap<>(command);
        numbered.put("id", id);
        socket.sendText(JSON.writeValueAsString(numbered), true).join();
        JsonNode node = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (node.has("error")) {
            throw new IllegalStateException(command.get("method") + ": " + node.get("error"));
        }
        return node.get("result");
    }

    /** Opens a file and returns once its scripts have run. */
    void load(Path file) {
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        evaluate("new Promise(done => document.readyState === 'complete' && location.protocol === 'file:' ? done()"
                + " : addEventListener('load', done))");
    }

    /** {@return what an expression, or its promise, comes to} */
    JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", false));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        JsonNode value = result.get("result").get("value");
        return value == null ? JSON.nullNode() : value;
    }

    String text(String selector) {
        return evaluate("document.querySelector(" + JSON.writeValueAsString(selector) + ").textContent")
                .asString();
    }

    List<String> texts(String selector) {
        return evaluate("[...document.querySelectorAll(" + JSON.writeValueAsString(selector)
                        + ")].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)"
                        + ".map(one => one.textContent)")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Clicks where an element is, as a hand would. */
    void click(String selector) {
        JsonNode place = evaluate(
                "(() => { const box = document.querySelector(" + JSON.writeValueAsString(selector)
                        + ").getBoundingClientRect(); return {x: box.x + Math.min(box.width, 400) / 2, y: box.y + Math.min(box.height, 24) / 2}; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.get("x").asDouble(),
                            "y",
                            place.get("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Presses a key that has a name, such as {@code ArrowDown}, or a character. */
    void press(String key) {
        press(key, 0);
    }

    private void press(String key, int modifiers) {
        boolean isCharacter = key.length() == 1 && modifiers == 0;
        call(
                "Input.dispatchKeyEvent",
                isCharacter
                        ? Map.of("type", "keyDown", "key", key, "text", key)
                        : Map.of("type", "rawKeyDown", "key", key, "modifiers", modifiers, "commands", List.of()));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "modifiers", modifiers));
    }

    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** {@return what the clipboard holds, by pasting it} */
    String pasted() {
        evaluate("(() => { const area = document.createElement('textarea'); area.id = 'paste';"
                + "document.body.append(area); area.focus(); })()");
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", "rawKeyDown", "key", "v", "modifiers", 2, "commands", List.of("paste")));
        return evaluate("(() => { const area = document.getElementById('paste'); const text = area.value;"
                        + "area.remove(); document.getElementById('list').focus(); return text; })()")
                .asString();
    }

    void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void screenshot(Path file) {
        byte[] png = Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .asString());
        try {
            Files.write(file, png);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** {@return what the browser told of a kind} */
    List<JsonNode> told(String method) {
        return events.stream()
                .filter(event -> event.get("method").asString().equals(method))
                .map(event -> event.get("params"))
                .toList();
    }

    @Override
    public void close() {
        try {
            callBrowser("Browser.close", Map.of());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
