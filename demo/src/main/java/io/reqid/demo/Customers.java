package io.reqid.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends orders, many at once: some with a request id of their own, some with one that must be refused. */
final class Customers {
    private static final List<String> ARTICLES = List.of("apple", "pear", "plum", "melon");
    private static final List<String> HOSTILE = List.of(
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "%0d%0a2026-01-01 ERROR forged",
            "a".repeat(200),
            "two words");
    private static final int AT_ONCE = 32;
    private static final int FAILING_EVERY = 25;
    private static final int OWN_ID_EVERY = 4;
    private static final int HOSTILE_ID_EVERY = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI storefront;
    private final HttpClient http = HttpClient.newHttpClient();

    Customers(URI storefront) {
        this.storefront = storefront;
    }

    /**
     * What came of the orders.
     *
     * @param ids the request id that the shop said it used, by order number
     * @param failed the numbers of the orders that the shop could not fulfil
     * @param faults what went otherwise than it must
     */
    record Outcome(Map<String, String> ids, List<String> failed, List<String> faults) {
        /** {@return what came of these orders and of others} */
        Outcome and(Outcome others) {
            Map<String, String> allIds = new HashMap<>(ids);
            allIds.putAll(others.ids);
            return new Outcome(allIds, concat(failed, others.failed), concat(faults, others.faults));
        }

        private static List<String> concat(List<String> first, List<String> second) {
            return Stream.concat(first.stream(), second.stream()).toList();
        }
    }

    /** Sends the orders numbered {@code [from, to)} and waits for all answers. */
    Outcome send(int from, int to, IntConsumer progress) throws InterruptedException {
        Map<String, String> ids = new ConcurrentHashMap<>();
        List<String> failed = new CopyOnWriteArrayList<>();
        List<String> faults = new CopyOnWriteArrayList<>();
        Semaphore open = new Semaphore(AT_ONCE);
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int n = from; n < to; n++) {
            open.acquire();
            String number = Order.number(n);
            String sentId = sentId(n);
            answers.add(http.sendAsync(request(n, number, sentId), BodyHandlers.ofString())
                    .handle((response, failure) -> {
                        if (failure != null) {
                            faults.add(number + " got no answer: " + failure);
                        } else {
                            note(number, sentId, response, ids, failed, faults);
                        }
                        progress.accept(answered.incrementAndGet());
                        open.release();
                        return number;
                    }));
        }
        CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0])).join();
        return new Outcome(ids, failed.stream().sorted().toList(), faults);
    }

    private HttpRequest request(int n, String number, @Nullable String sentId) {
        String article = n % FAILING_EVERY == 0 ? "unicorn" : ARTICLES.get(n % ARTICLES.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(storefront.resolve("/orders/" + number))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(new Order(number, article, 1 + n % 9).body()));
        if (sentId != null) {
            request.header("X-Request-ID", sentId);
        }
        return request.build();
    }

    private static @Nullable String sentId(int n) {
        if (n % HOSTILE_ID_EVERY == 0) {
            return HOSTILE.get(n / HOSTILE_ID_EVERY % HOSTILE.size());
        }
        return n % OWN_ID_EVERY == 0 ? "customer-" + n : null;
    }

    private static void note(
            String number,
            @Nullable String sentId,
            HttpResponse<String> response,
            Map<String, String> ids,
            List<String> failed,
            List<String> faults) {
        String id = response.headers().firstValue("X-Request-ID").orElse("");
        boolean legal = sentId != null && sentId.startsWith("customer-");
        if (id.isEmpty() || legal != id.equals(sentId)) {
            faults.add(number + " was answered under the wrong id");
        }
        ids.put(number, id);
        if (response.statusCode() != 200) {
            failed.add(number);
        }
    }
}
