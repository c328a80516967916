package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventOverlayTest {
    private static final RequestId A = new RequestId("a");
    private static final String[] REQUEST_ID = {"reqId"};
    private static final String[] KEYS = {"reqId", "asyncId", "triggerAsyncId"};

    private static Map<String, String> in(RequestId id, Map<String, String> mdc) {
        return RequestContext.call(id, () -> EventOverlay.over(mdc));
    }

    @Test
    void outsideARequestTheMdcIsHandedOutAsItIs() {
        Map<String, String> mdc = Map.of("user", "u");
        assertThat(EventOverlay.over(mdc) == mdc || AsyncIds.tracked()).isTrue();
    }

    @Test
    void idLiesOverTheMdc() {
        Map<String, String> map = in(A, Map.of("user", "u"));
        assertThat(map).containsEntry("user", "u").containsEntry("reqId", "a").containsKey("reqId");
        assertThat(map).hasSameSizeAs(map.entrySet());
        assertThat(map.get("user")).isEqualTo("u");
        assertThat(map.containsKey("nothing")).isFalse();
    }

    @Test
    void idOfTheRequestWinsOverOneInTheMdc() {
        Map<String, String> map = in(A, Map.of("reqId", "someone else"));
        assertThat(map.get("reqId")).isEqualTo("a");
        assertThat(map.values()).contains("a").doesNotContain("someone else");
    }

    @Test
    void nullValuesAndNoMdcAreFine() {
        assertThat(in(A, Collections.singletonMap("user", null)))
                .containsEntry("user", null)
                .containsEntry("reqId", "a");
        assertThat(in(A, null)).containsEntry("reqId", "a");
        assertThat(in(A, null).get(null)).isNull();
    }

    @Test
    void eventsOfARequestShareOneMapUntilTheMdcChanges() {
        Map<String, String> before = Map.of("user", "u");
        Map<String, String> after = Map.of("user", "v");
        RequestContext.run(A, () -> {
            Map<String, String> first = EventOverlay.over(before);
            assertThat(EventOverlay.over(before) == first).isEqualTo(!AsyncIds.tracked());
            Map<String, String> changed = EventOverlay.over(after);
            assertThat(changed).containsEntry("user", "v").containsEntry("reqId", "a");
            assertThat(EventOverlay.over(after) == changed).isEqualTo(!AsyncIds.tracked());
            assertThat(EventOverlay.over(before) == first).isEqualTo(!AsyncIds.tracked());
            assertThat(EventOverlay.over(null)).containsOnlyKeys(first.containsKey("asyncId") ? KEYS : REQUEST_ID);
            assertThat(first).containsEntry("user", "u").containsEntry("reqId", "a");
        });
    }

    @Test
    void entriesAreMadeOnceAndCannotBeChanged() {
        Map<String, String> map = in(A, Map.of("user", "u"));
        Set<Map.Entry<String, String>> entries = map.entrySet();
        assertThat(map.entrySet()).isSameAs(entries);
        assertThat(entries).contains(Map.entry("user", "u"), Map.entry("reqId", "a"));
        assertThatThrownBy(() -> entries.iterator().next().setValue("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(entries::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("reqId")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anotherRequestHasItsOwnMap() {
        Map<String, String> mdc = Map.of("user", "u");
        Map<String, String> first = in(A, mdc);
        assertThat(in(new RequestId("b"), mdc)).containsEntry("reqId", "b");
        assertThat(first).containsEntry("reqId", "a");
    }

    @Test
    void receiverOfASerializedEventGetsAPlainMap() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(in(A, Map.of("user", "u")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object received = in.readObject();
            assertThat(received).isExactlyInstanceOf(HashMap.class);
            assertThat(received).isEqualTo(Map.of("user", "u", "reqId", "a"));
        }
    }
}
