package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 11, and what a request carries. */
class RequestContextTest {
    private static final RequestId ID = new RequestId("r1");
    private static final Attribute<Object> USER = Attribute.named("user");
    private static final Attribute<Integer> COUNT = Attribute.named("count");

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
    }

    @Test
    void outsideARequestThereIsNone() {
        assertThat(RequestContext.current()).isNull();
        assertThat(RequestContext.currentId()).isNull();
    }

    @Test
    void beginningDoesNotBind() {
        RequestContext request = RequestContext.begin(ID);
        assertThat(RequestContext.current()).isNull();
        RequestContext.CURRENT.run(request, () -> {
            assertThat(RequestContext.current()).isSameAs(request);
            assertThat(RequestContext.currentId()).isEqualTo("r1");
        });
        assertThat(request.ended()).isFalse();
    }

    @Test
    void aBoundRequestEndsWithItsScopeRunOrCall() throws Exception {
        List<RequestContext> requests = new ArrayList<>();
        try (Scope scope = RequestContext.bind(ID)) {
            requests.add(RequestContext.current());
            assertThat(requests.get(0).ended()).isFalse();
        }
        RequestContext.run(ID, () -> requests.add(RequestContext.current()));
        assertThat(RequestContext.<Boolean, IOException>call(ID, () -> requests.add(RequestContext.current())))
                .isTrue();
        assertThatThrownBy(() -> RequestContext.call(ID, () -> {
                    requests.add(RequestContext.current());
                    throw new IOException("disk");
                }))
                .isInstanceOf(IOException.class);
        assertThat(requests).hasSize(4).doesNotHaveDuplicates().allMatch(RequestContext::ended);
    }

    @Test
    void theIdStaysReadableAfterTheEndAndTheAttributesAreGone() {
        RequestContext request = RequestContext.begin(ID, new RequestId("parent"));
        request.set(USER, "alice");
        request.end();
        request.end();
        assertThat(request.ended()).isTrue();
        assertThat(request.get(USER)).isNull();
        request.set(USER, "bob");
        assertThat(request.get(USER)).isNull();
        assertThat(request.ended()).isTrue();
        assertThat(request.id()).isEqualTo(ID);
        assertThat(request.parentId()).contains(new RequestId("parent"));
        RequestContext.CURRENT.run(
                request, () -> assertThat(RequestContext.currentId()).isEqualTo("r1"));
    }

    @Test
    void anAttributeOfAnEndedRequestIsCollectable() {
        RequestContext request = RequestContext.begin(ID);
        WeakReference<Object> reference = setAndEnd(request);
        Garbage.awaitCollectionOf(reference);
        assertThat(request.id()).isEqualTo(ID);
    }

    private static WeakReference<Object> setAndEnd(RequestContext request) {
        Object user = new Object();
        request.set(USER, user);
        assertThat(request.get(USER)).isSameAs(user);
        request.end();
        return new WeakReference<>(user);
    }

    @Test
    void attributesAreFoundByIdentityAndReplaced() {
        RequestContext request = RequestContext.begin(ID);
        Attribute<Object> namesake = Attribute.named("user");
        request.set(USER, "alice");
        request.set(COUNT, 1);
        request.set(COUNT, 2);
        assertThat(request.get(USER)).isEqualTo("alice");
        assertThat(request.get(COUNT)).isEqualTo(2);
        assertThat(request.get(namesake)).isNull();
    }

    @Test
    void attributesSetByManyThreadsAtOnceAreAllThere() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 50; round++) {
            RequestContext request = RequestContext.begin(ID);
            CountDownLatch start = new CountDownLatch(1);
            List<Attribute<Integer>> keys = new ArrayList<>();
            List<Future<?>> setters = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Attribute<Integer> first = Attribute.named("first");
                Attribute<Integer> second = Attribute.named("second");
                keys.add(first);
                keys.add(second);
                setters.add(pool.submit(() -> {
                    start.await();
                    request.set(first, 1);
                    request.set(second, 2);
                    request.set(first, 3);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> setter : setters) {
                assertThat(setter.get()).isNull();
            }
            for (int i = 0; i < keys.size(); i++) {
                assertThat(request.get(keys.get(i))).isEqualTo(i % 2 == 0 ? 3 : 2);
            }
        }
        pool.shutdown();
    }

    @Test
    void noSetRacesPastTheEnd() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 500; round++) {
            RequestContext request = RequestContext.begin(ID);
            CountDownLatch start = new CountDownLatch(1);
            Future<?> setter = pool.submit(() -> {
                start.await();
                request.set(COUNT, 1);
                return null;
            });
            start.countDown();
            request.end();
            assertThat(setter.get()).isNull();
            assertThat(request.ended()).isTrue();
            assertThat(request.get(COUNT)).isNull();
        }
        pool.shutdown();
    }

    @Test
    void theAgeGrowsAndIsNeverNegative() {
        RequestContext request = RequestContext.begin(ID);
        var first = request.age();
        assertThat(first.isNegative()).isFalse();
        assertThat(request.age()).isGreaterThanOrEqualTo(first);
    }

    @Test
    void nullsAreRefused() {
        RequestContext request = RequestContext.begin(ID);
        assertThatThrownBy(() -> RequestContext.begin(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> request.set(null, "a")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> request.set(USER, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> request.get(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Attribute.named(null)).isInstanceOf(NullPointerException.class);
        assertThat(request.parentId()).isEmpty();
    }

    @Test
    void textForPeopleTellsNamesAndNoValues() {
        RequestContext request = RequestContext.begin(ID);
        request.set(USER, "alice");
        assertThat(request).hasToString("RequestContext[r1]");
        assertThat(USER).hasToString("Attribute[user]");
        assertThat(USER.name()).isEqualTo("user");
    }
}
