package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.command.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The search command on logs that the demo has just written. */
@Timeout(120)
class SearchTest {
    private static final Pattern LINE = Pattern.compile("[0-9T:.-]+Z +[A-Z]+ +\\[([^\\]]+)\\] .*");

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void everyEventOfEveryOrderIsFoundInTheTextAndInTheJson() throws Exception {
        Path logs = FinishedDemo.shared().logs();
        Path text = logs.resolve("shop.log");
        Map<String, Long> written = counted(Files.readAllLines(text).stream()
                .map(LINE::matcher)
                .filter(line -> line.matches() && !line.group(1).equals("-"))
                .map(line -> line.group(1)));

        assertThat(written).hasSizeGreaterThanOrEqualTo(400);
        assertThat(found(written, text)).isEqualTo(written);
        assertThat(found(written, logs.resolve("shop.json"))).isEqualTo(written);
    }

    private Map<String, Long> found(Map<String, Long> ids, Path log) {
        InputStream in =
                new ByteArrayInputStream(String.join("\n", ids.keySet()).getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new String[] {"--json", "-", log.toString()}, Map.of(), in, out, err);
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return counted(out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(mapper::readTree)
                .map((JsonNode event) -> event.get("reqId").asString()));
    }

    private static Map<String, Long> counted(Stream<String> ids) {
        return ids.collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
    }
}
