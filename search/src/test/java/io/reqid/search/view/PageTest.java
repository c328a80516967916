package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a real browser shows it, from a file. Leaves screenshots in {@code target/screenshots}. */
@Tag("browser")
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final RequestLog ORDER = new Written()
            .task(21, 0, "Received POST /api/orders")
            .at(40)
            .task(22, 21, "Asking for stock")
            .at(184)
            .add(
                    "Queued confirmation mail",
                    event -> event.asyncId(22)
                            .triggerAsyncId(21)
                            .thread("pool-1")
                            .severity(Severity.ERROR)
                            .logger("io.shop.MailQueue")
                            .stackTrace(Written.STACK))
            .at(200)
            .add("Slow answer", event -> event.asyncId(21).triggerAsyncId(0).severity(Severity.WARN))
            .at(252)
            .add("Answered", event -> event.thread("main").severity(Severity.DEBUG))
            .mention("An other one", event -> event)
            .log();

    /** A text that would act if it were anything but text, and how the page is to show it. */
    private static final String HOSTILE =
            "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
                    + "<a href='javascript:x'>&lt;&amp;\u0000\u001b[2J\u202eabc\u2066";

    private static final String HOSTILE_SHOWN = HOSTILE.replace("\u0000", "\\x00")
            .replace("\u001b", "\\x1b")
            .replace("\u202e", "\\u202e")
            .replace("\u2066", "\\u2066");

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "no Chromium found, the page is not tested: apt-get install -y chromium");
        browser = Browser.open(program.get(), Files.createDirectory(folder.resolve("profile")));
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWasRefusedThrownAskedOrLoaded() {
        assertThat(browser.told("Log.entryAdded")).isEmpty();
        assertThat(browser.told("Runtime.exceptionThrown")).isEmpty();
        assertThat(browser.told("Page.javascriptDialogOpening")).isEmpty();
        assertThat(browser.told("Network.requestWillBeSent"))
                .extracting(request -> request.get("request").get("url").asString())
                .allMatch(url -> url.startsWith("file:") && url.endsWith(".html"));
    }

    private static void load(String name, ViewOptions options, RequestLog... logs) throws IOException {
        Path file = folder.resolve(name + ".html");
        try (OutputStream out = Files.newOutputStream(file)) {
            View.html(out, options).show(List.of(logs));
        }
        browser.load(file);
    }

    private static List<String> messages() {
        return browser.texts(".event .message");
    }

    @Test
    void treeIsShownAndClosesAndOpens() throws IOException {
        load("tree", ViewOptions.STANDARD.withMentions(true), ORDER, new RequestLog("unknown", List.of(), List.of()));
        assertThat(browser.texts(".node b")).containsExactly("task 21", "task 22");
        assertThat(messages())
                .containsExactly(
                        "Orders: Received POST /api/orders",
                        "Orders: Asking for stock",
                        "MailQueue: Queued confirmation mail",
                        "Orders: Slow answer",
                        "Orders: Answered",
                        "Orders: An other one");
        assertThat(browser.texts(".offset")).contains("+0ms", "+184ms", "+252ms");
        assertThat(browser.texts(".facts"))
                .containsExactly(
                        "5 events · 2 tasks · 252 ms · 1 error · logs/app.log · 2026-08-03 01:33:19.200Z",
                        "no events found");
        browser.click(".node .twist");
        assertThat(messages()).containsExactly("Orders: Answered", "Orders: An other one");
        assertThat(browser.texts(".inside")).containsExactly(" (4 events inside ✖ ERROR)");
        browser.click("#collapse");
        assertThat(messages()).isEmpty();
        browser.click("#expand");
        assertThat(messages()).hasSize(6);
    }

    @Test
    void barsAndMarksStandAtTheirTimes() throws IOException {
        load("axis", ViewOptions.STANDARD, ORDER);
        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('.bar')].map(bar => Math.round(parseFloat(bar.style.left))"
                                + " + ' ' + Math.round(parseFloat(bar.style.width)))"))
                .extracting(node -> node.asString())
                .containsExactly("0 79", "16 57");
        assertThat(browser.evaluate("document.querySelector('.mark.v4').style.left")
                        .asString())
                .startsWith("73.01");
    }

    @Test
    void searchFiltersCountsAndMarks() throws IOException {
        load("search", ViewOptions.STANDARD, ORDER);
        assertThat(browser.text("#count")).isEqualTo("5 events");
        browser.press("/");
        browser.type("QUEUED");
        browser.press("Enter");
        assertThat(browser.text("#count")).isEqualTo("1 of 5 events");
        assertThat(messages()).containsExactly("MailQueue: Queued confirmation mail");
        assertThat(browser.texts("mark")).containsExactly("Queued");
        assertThat(browser.texts(".node b")).as("what it is in stays").containsExactly("task 21", "task 22");
        browser.press("/");
        browser.type("Mail.java:7");
        browser.press("Enter");
        assertThat(messages()).as("stack traces are searched").hasSize(1);
        browser.press("/");
        browser.type("nowhere");
        browser.press("Enter");
        assertThat(browser.text("#count")).isEqualTo("0 of 5 events");
        browser.press("/");
        browser.press("Escape");
        assertThat(messages()).hasSize(5);
    }

    @Test
    void copyButtonsCopyWhatTheySay() throws IOException {
        load("copy", ViewOptions.STANDARD, ORDER);
        browser.click(".request button[title='Copy the request id']");
        assertThat(browser.pasted()).isEqualTo(Written.ID);
        browser.click(".request button[title^='reqid']");
        assertThat(browser.pasted()).isEqualTo("reqid " + Written.ID + " logs/app.log");
        browser.click(".request button[title^='grep']");
        assertThat(browser.pasted()).isEqualTo("grep -F -e " + Written.ID + " -- logs/app.log");
        browser.click(".event.v4 .main");
        browser.click(".detail button");
        assertThat(browser.pasted())
                .isEqualTo("2026-08-03 01:33:19.384Z ERROR [pool-1] io.shop.MailQueue: Queued confirmation mail\n"
                        + Written.STACK.stripTrailing());
        assertThat(browser.text("#said")).isEqualTo("Copied the event");
    }

    @Test
    void stackTraceIsFoldedUntilItsEventIsOpened() throws IOException {
        load("stack", ViewOptions.STANDARD, ORDER);
        assertThat(browser.text(".v4 .rest")).isEqualTo(" (+3 lines: IllegalStateException)");
        assertThat(browser.texts("pre")).isEmpty();
        browser.click(".event.v4 .main");
        assertThat(browser.texts("pre")).containsExactly("Queued confirmation mail\n" + Written.STACK.stripTrailing());
        assertThat(browser.texts(".detail p").get(0)).contains("task 22", "thread pool-1", "logs/app.log at byte 43");
        browser.click(".event.v4 .main");
        assertThat(browser.texts("pre")).isEmpty();
    }

    @Test
    void keysMoveOpenCloseAndCopy() throws IOException {
        load("keys", ViewOptions.STANDARD, ORDER);
        browser.evaluate("document.getElementById('list').focus()");
        browser.press("ArrowDown");
        assertThat(browser.text(".picked b")).isEqualTo("task 21");
        browser.press("ArrowLeft");
        assertThat(messages()).hasSize(1);
        browser.press("ArrowRight");
        assertThat(messages()).hasSize(5);
        browser.press("ArrowRight");
        assertThat(browser.text(".picked .message")).isEqualTo("Orders: Received POST /api/orders");
        browser.press("Enter");
        assertThat(browser.texts("pre")).hasSize(1);
        browser.press("c");
        assertThat(browser.pasted()).endsWith("io.shop.Orders: Received POST /api/orders");
        browser.press("End");
        assertThat(browser.text(".picked .text")).isEqualTo("1 mention in other requests; --mentions shows it");
        browser.press("Home");
        assertThat(browser.text(".picked b")).isEqualTo(Written.ID);
    }

    @Test
    void hostileTextIsTextWhereverItStands() throws IOException {
        Origin origin = new Origin(HOSTILE, HOSTILE, 0);
        RequestLog log = new Written()
                .in(origin)
                .add(
                        HOSTILE,
                        event -> event.thread(HOSTILE)
                                .logger("x." + HOSTILE.replace(".", ""))
                                .stackTrace(HOSTILE + "\n\tat x"))
                .mention(HOSTILE, event -> event.requestId(HOSTILE))
                .log();
        RequestLog bytes = new RequestLog(
                HOSTILE,
                List.of(io.reqid.search.event.Event.at(origin, 0, new byte[] {'<', 'b', '>', 0, (byte) 0xff, '\n'})
                        .build()),
                List.of());
        load("hostile", ViewOptions.STANDARD.withMentions(true), log, bytes);
        browser.click(".event .main");
        assertThat(browser.texts("pre").get(0)).isEqualTo(HOSTILE_SHOWN + "\n" + HOSTILE_SHOWN + "\n\tat x");
        assertThat(browser.texts(".request b")).containsExactly(Written.ID, HOSTILE_SHOWN);
        assertThat(messages()).contains("<b>\\x00\\xff");
        assertThat(browser.evaluate("document.querySelectorAll('img, a, main script, main b b').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.title").asString()).isEqualTo("reqid 2 requests");
        browser.screenshot(SCREENSHOTS.resolve("hostile.png"));
    }

    @Test
    void pageFollowsLightAndDark() throws IOException {
        load("colours", ViewOptions.STANDARD.withMentions(true), ORDER);
        browser.prefer("light");
        String light = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asString();
        browser.screenshot(SCREENSHOTS.resolve("light.png"));
        browser.prefer("dark");
        String dark = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asString();
        browser.screenshot(SCREENSHOTS.resolve("dark.png"));
        assertThat(light).isEqualTo("rgb(255, 255, 255)");
        assertThat(dark).isEqualTo("rgb(20, 24, 29)");
    }

    @Test
    void levelsAreToldBySignAndByWord() throws IOException {
        load("levels", ViewOptions.STANDARD, ORDER);
        assertThat(browser.texts(".event .sign")).containsExactly("●", "●", "✖", "▲", "○");
        assertThat(browser.texts(".event .level")).containsExactly("INFO", "INFO", "ERROR", "WARN", "DEBUG");
    }

    @Test
    void hundredThousandEventsStayUsableSinceOnlyThoseOnTheScreenAreElements() throws IOException {
        Written written = new Written();
        for (int i = 1; i <= 100_000; i++) {
            written.task(i % 1000 + 1, i % 1000 == 0 ? 0 : 1, "event number " + i);
        }
        load("many", ViewOptions.STANDARD, written.log());
        assertThat(browser.text("#count")).isEqualTo("100,000 events");
        assertThat(browser.evaluate("document.querySelectorAll('.row').length").asInt())
                .isBetween(20, 200);
        browser.evaluate("document.getElementById('list').focus()");
        browser.press("End");
        assertThat(browser.text(".picked .message")).startsWith("Orders: event number ");
        assertThat(browser.evaluate("document.querySelectorAll('.row').length").asInt())
                .isBetween(20, 200);
        browser.press("/");
        browser.type("number 99999");
        browser.press("Enter");
        assertThat(browser.text("#count")).isEqualTo("1 of 100,000 events");
        assertThat(messages()).containsExactly("Orders: event number 99999");
    }
}
