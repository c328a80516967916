package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.RequestLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class HtmlViewTest {
    private static final RequestLog HOSTILE = new Written()
            .add("</script><script>alert(1)</script>", event -> event.asyncId(1).thread("<b>\u202e"))
            .add(
                    "<!-- {{script}} <img src=x onerror=alert(1)>\u0000\u001b[2J",
                    event -> event.asyncId(2).triggerAsyncId(1).stackTrace(Written.STACK))
            .log();

    private static String hash(String html, String element) throws Exception {
        Matcher matcher = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        assertThat(matcher.find()).isTrue();
        byte[] text = matcher.group(1).getBytes(StandardCharsets.UTF_8);
        return "'sha256-"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(text)) + "'";
    }

    @Test
    void policyAllowsExactlyTheStyleAndTheScriptOfThePage() throws Exception {
        String html = Shown.plainly().html(HOSTILE);
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src " + hash(html, "style") + "; script-src "
                        + hash(html, "script") + "; base-uri 'none'; form-action 'none'\"");
    }

    @Test
    void pageNamesNothingThatIsElsewhere() {
        assertThat(Shown.plainly().html(HOSTILE))
                .doesNotContainPattern("https?:|//[a-z]|<link|<img|@import|url\\(|src=(?!x)");
    }

    @Test
    void nothingOfALogIsMarkup() {
        assertThat(Shown.plainly().htmlData(HOSTILE)).doesNotContain("<").contains("\\u003c/script>");
    }

    @Test
    void dataHoldTheRowsInTheOrderOfTheTree() {
        JsonNode rows = new ObjectMapper()
                .readTree(Shown.plainly().htmlData(HOSTILE))
                .get("requests")
                .get(0)
                .get("rows");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).get("t").asString()).isEqualTo("task 1");
        assertThat(rows.get(1).get("p").asString()).isEqualTo("<b>\\u202e");
        assertThat(rows.get(2).get("d").asInt()).isEqualTo(1);
        assertThat(rows.get(3).get("m").asString()).endsWith("\\x00\\x1b[2J");
        assertThat(rows.get(3).get("x").asString()).isEqualTo(Written.STACK.stripTrailing());
        assertThat(rows.get(3).get("o").asLong()).isEqualTo(1_000_000);
    }

    @Test
    void titleOfThePageIsText() {
        RequestLog nothing = new RequestLog("</title><b>\u001b", List.of(), List.of());
        assertThat(Shown.plainly().html(nothing))
                .contains("<title>reqid &lt;/title>&lt;b>\\x1b".replace("&lt;b>", "&lt;b>") + "</title>");
        assertThat(Shown.plainly().html(nothing, nothing)).contains("<title>reqid 2 requests</title>");
    }
}
