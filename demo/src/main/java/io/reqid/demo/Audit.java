package io.reqid.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the logs as a person would, and holds each line about an order against the id that the customer was told. */
final class Audit {
    /** A line that begins an event of logs/shop.log: time, level, [id], [thread], logger and message. */
    private static final Pattern EVENT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) +[A-Z]+ +\\[([^\\]]*)\\] .*");

    private static final String OUTSIDE = "-";
    private static final int SHOWN = 5;

    private final Instant start;
    private final Map<String, String> ids;
    private int lines;
    private int withoutId;
    private int foreignId;
    private final List<String> examples = new ArrayList<>();

    /**
     * Makes an audit that has seen nothing yet.
     *
     * @param start when the run began; earlier lines are another run's
     * @param ids the id that each customer was told, by order number
     */
    Audit(Instant start, Map<String, String> ids) {
        this.start = start;
        this.ids = ids;
    }

    /** Reads a log in the pattern format; continuation lines belong to the event above them. */
    Audit readText(Path file) throws IOException {
        for (String line : LogFiles.lines(file)) {
            Matcher event = EVENT.matcher(line);
            if (event.matches() && isOfThisRun(event.group(1))) {
                judge(event.group(2), line);
            }
        }
        return this;
    }

    /** Reads a log of one JSON object per line. */
    Audit readJson(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        for (String line : LogFiles.lines(file)) {
            JsonNode event = mapper.readTree(line);
            JsonNode id = event.get("http.request.id");
            if (isOfThisRun(event.get("@timestamp").asString())) {
                judge(id == null ? OUTSIDE : id.asString(), event.get("message").asString());
            }
        }
        return this;
    }

    private boolean isOfThisRun(String time) {
        return !Instant.parse(time).isBefore(start);
    }

    private void judge(String id, String line) {
        Matcher order = Order.NUMBER.matcher(line);
        boolean ofOrder = order.find();
        String expected = ofOrder ? ids.getOrDefault(order.group(), "of an order that nobody sent") : OUTSIDE;
        lines += ofOrder ? 1 : 0;
        if (!id.equals(expected)) {
            withoutId += id.equals(OUTSIDE) ? 1 : 0;
            foreignId += id.equals(OUTSIDE) ? 0 : 1;
            if (examples.size() < SHOWN) {
                examples.add(line);
            }
        }
    }

    Verdict verdict() {
        return new Verdict(lines, withoutId, foreignId);
    }

    /** {@return some of the lines that are wrong} */
    List<String> examples() {
        return List.copyOf(examples);
    }
}
