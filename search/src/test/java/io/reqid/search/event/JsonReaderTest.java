package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonReaderTest {
    private final long seed = Long.getLong("reqid.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ObjectMapper jackson = new ObjectMapper();

    JsonReaderTest() {
        System.out.println("JsonReaderTest: -Dreqid.seed=" + seed);
    }

    @Test
    void readsWhatJacksonWrites() {
        for (int i = 0; i < 2000; i++) {
            Map<String, Object> document = object(4);
            byte[] bytes = jackson.writeValueAsBytes(document);
            assertEquals(jackson.readTree(bytes), JsonReader.read(bytes, 0, bytes.length));
        }
    }

    @Test
    void readsEveryEscapeAsJacksonDoes() {
        String text = "{\"\\u0041\\ud83d\\ude00\\n\\t\\r\\b\\f\\/\\\\\\\"\" : [ 1 , -0.5e+3, true,null , {} ] }";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(jackson.readTree(bytes), JsonReader.read(bytes, 0, bytes.length));
    }

    @Test
    void neverFailsWhereAnObjectIsCutOffOrDamaged() {
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = jackson.writeValueAsBytes(object(3));
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            assertThatCode(() -> JsonReader.read(cut, 0, cut.length)).doesNotThrowAnyException();
            assertThatCode(() -> JsonReader.read(damaged, 0, damaged.length)).doesNotThrowAnyException();
        }
    }

    @Test
    void readsWhatStandsBeforeTheCut() {
        Map<String, Object> read = read("{\"a\":\"1\",\"b\":{\"c\":\"2\",\"d\":\"unfini");
        assertThat(read).containsEntry("a", "1");
        assertThat(JsonPath.find(read, "b.c")).isEqualTo("2");
    }

    @Test
    void theFirstOfTwoValuesOfAKeyCounts() {
        assertThat(read("{\"a\":\"1\",\"a\":\"2\"}")).containsEntry("a", "1");
    }

    @Test
    void isNotOverwhelmedByDepth() {
        String deep = "{\"a\":" + "[".repeat(500_000) + "\"]\"" + "]".repeat(500_000) + ",\"b\":\"2\"}";
        assertThat(read(deep)).containsEntry("b", "2");
        assertThat(read("{\"a\":".repeat(200_000))).containsKey("a");
    }

    private static Map<String, Object> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return JsonReader.read(bytes, 0, bytes.length);
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(text(), value(depth));
        }
        return object;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble() * 1e10;
            case 3 -> random.nextBoolean();
            case 4 -> "";
            case 5 -> object(depth - 1);
            default -> List.of(value(depth - 1), value(depth - 1));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        int[] limits = {0x20, 0x80, 0x800, 0xd800, 0x10ffff};
        int point = random.nextInt(limits[random.nextInt(limits.length)]);
        return point >= 0xd800 && point < 0xe000 ? '"' : point;
    }

    private static void assertEquals(JsonNode expected, Object found) {
        if (expected.isObject()) {
            Map<?, ?> map = (Map<?, ?>) found;
            assertThat(new ArrayList<Object>(map.keySet())).isEqualTo(new ArrayList<Object>(expected.propertyNames()));
            expected.properties().forEach(entry -> assertEquals(entry.getValue(), map.get(entry.getKey())));
        } else if (expected.isArray()) {
            List<?> list = (List<?>) found;
            assertThat(list).hasSize(expected.size());
            for (int i = 0; i < list.size(); i++) {
                assertEquals(expected.get(i), list.get(i));
            }
        } else if (expected.isNumber()) {
            assertThat(new java.math.BigDecimal(((JsonNumber) found).text()))
                    .isEqualByComparingTo(expected.decimalValue());
        } else if (expected.isNull()) {
            assertThat(found).isSameAs(JsonReader.NULL);
        } else {
            assertThat(JsonPath.text(found)).isEqualTo(expected.asString());
        }
    }
}
