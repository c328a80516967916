package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.RequestContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Many clients at once, some of which go away in the middle. */
@Tag("stress")
class StressTest {
    private static final int CLIENTS = 12;
    private static final int REQUESTS = Integer.getInteger("reqid.stress.requests", 10_000);
    private static final int ABORT_EVERY = 40;
    private static final String[] KINDS = {"io", "worker", "pool", "blocking", "limited", "body", "late"};

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final Set<XnioIoThread> ioThreads = ConcurrentHashMap.newKeySet();
    private final LongAdder probes = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final Set<String> leaked = ConcurrentHashMap.newKeySet();
    private boolean agent;
    private final ByteBuffer late = ByteBuffer.allocate(4 * 1024 * 1024);

    /** With the agent nothing is restored by hand, and a broken connection's completion has its id too. */
    static StressTest withAgent() {
        StressTest stress = new StressTest();
        stress.agent = true;
        return stress;
    }

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void noLineCarriesAForeignIdAndNoThreadKeepsOne() throws Exception {
        try (TestServer server = TestServer.start(leakProbe(RequestIdHandler.wrap(application())))) {
            load(server, "handler alone", REQUESTS, this::sendRaw);
        }
        assertThat(aborted.sum()).isPositive();
    }

    @Test
    void capturingWorkerBringsNoForeignIdEither() throws Exception {
        try (TestServer server =
                TestServer.startCapturing(Protocol.HTTP1, leakProbe(RequestIdHandler.wrap(application())))) {
            load(server, "capturing worker", REQUESTS / 5, this::sendRaw);
        }
        assertThat(aborted.sum()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2C", "HTTPS", "HTTPS1"})
    void connectionsOfOtherProtocolsBringNoForeignId(Protocol protocol) throws Exception {
        try (TestServer server = TestServer.start(protocol, leakProbe(RequestIdHandler.wrap(application())))) {
            load(server, protocol.label, REQUESTS / 20, this::sendWithHttpClient);
        }
    }

    private interface Client {
        void run(TestServer server, int client, int requests, Random random) throws Exception;
    }

    private void load(TestServer server, String what, int requests, Client client) throws Exception {
        long seed = System.nanoTime();
        runClients(server, requests, seed, client);
        probeEveryThread();
        System.out.printf(
                "stress, %s: %d clients x %d requests, seed %d, %d aborted, %d probes in %d ms: %d wrong, %d leaked%n",
                what,
                CLIENTS,
                requests,
                seed,
                aborted.sum(),
                probes.sum(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seed),
                wrong.size(),
                leaked.size());
        assertThat(wrong).isEmpty();
        assertThat(leaked).isEmpty();
        assertThat(probes.sum()).isGreaterThanOrEqualTo((long) CLIENTS * requests);
    }

    private HttpHandler application() {
        HttpHandler done = exchange -> {
            probe(exchange);
            exchange.getResponseSender().send("ok");
        };
        HttpHandler limited = new RequestLimitingHandler(2, 1000, agent ? done : RequestIds.restore(done));
        HttpHandler blocking = new BlockingHandler(exchange -> {
            probe(exchange);
            exchange.getOutputStream().write('k');
        });
        return exchange -> {
            probe(exchange);
            exchange.addExchangeCompleteListener((complete, nextListener) -> {
                probe(complete);
                nextListener.proceed();
            });
            switch (exchange.getRequestPath()) {
                case "/worker" -> exchange.dispatch(done);
                case "/pool" -> exchange.dispatch(pool, done);
                case "/blocking" -> blocking.handleRequest(exchange);
                case "/limited" -> limited.handleRequest(exchange);
                case "/body" ->
                    exchange.getRequestReceiver().receiveFullString((received, body) -> {
                        probe(received);
                        received.dispatch(done);
                    });
                case "/late" -> exchange.getResponseSender().send(late.duplicate());
                default -> done.handleRequest(exchange);
            }
        };
    }

    private HttpHandler leakProbe(HttpHandler next) {
        return exchange -> {
            ioThreads.add(exchange.getIoThread());
            String id = RequestContext.currentId();
            if (id != null) {
                leaked.add(
                        id + " before the handler on " + Thread.currentThread().getName());
            }
            next.handleRequest(exchange);
        };
    }

    private void probe(HttpServerExchange exchange) {
        probes.increment();
        String expected = exchange.getRequestHeaders().getFirst("X-Request-ID");
        String id = RequestContext.currentId();
        // a completion may run where the connection broke, outside any scope: missing, which is not wrong
        boolean missingAfterAbort = !agent && id == null && exchange.isComplete();
        if (!Objects.equals(id, expected) && !missingAfterAbort) {
            wrong.add(expected + " saw " + id + " in " + exchange.getRequestPath());
        }
    }

    private static void runClients(TestServer server, int requests, long seed, Client send) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                running.add(clients.submit(() -> {
                    send.run(server, client, requests, new Random(seed + client));
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(300, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void sendRaw(TestServer server, int client, int requests, Random random) throws IOException {
        RawClient connection = new RawClient(server.socket());
        for (int i = 0; i < requests; i++) {
            String id = "c" + client + "-" + i;
            if (random.nextInt(ABORT_EVERY) == 0) {
                connection.send(request(KINDS[random.nextInt(KINDS.length)], id));
                connection.abort();
                aborted.increment();
                connection = new RawClient(server.socket());
            } else {
                int pipelined = random.nextInt(4) == 0 ? Math.min(3, requests - i) : 1;
                exchange(connection, id, pipelined, random);
                i += pipelined - 1;
            }
        }
        connection.close();
    }

    /** All clients share the connections of one client: on HTTP/2 their requests are streams side by side. */
    private void sendWithHttpClient(TestServer server, int client, int requests, Random random) throws Exception {
        for (int i = 0; i < requests; i++) {
            String id = "c" + client + "-" + i;
            String kind = KINDS[random.nextInt(KINDS.length - 1)];
            HttpRequest.Builder request = server.request("/" + kind).header("X-Request-ID", id);
            if (kind.equals("body")) {
                request.POST(HttpRequest.BodyPublishers.ofString("body"));
            }
            String echoed = server.client()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("X-Request-ID")
                    .orElse("nothing");
            if (!id.equals(echoed)) {
                wrong.add(id + " was answered as " + echoed);
            }
        }
    }

    /** Sends that many requests in one piece and then reads the answers. */
    private void exchange(RawClient connection, String id, int pipelined, Random random) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < pipelined; i++) {
            requests.append(request(KINDS[random.nextInt(KINDS.length - 1)], id + "-" + i));
        }
        connection.send(requests.toString());
        for (int i = 0; i < pipelined; i++) {
            String echoed = connection.receive(false).header("X-Request-ID");
            if (!(id + "-" + i).equals(echoed)) {
                wrong.add(id + "-" + i + " was answered as " + echoed);
            }
        }
    }

    private static String request(String kind, String id) {
        String head = (kind.equals("body") ? "POST /" : "GET /") + kind
                + " HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: " + id + "\r\n";
        return kind.equals("body") ? head + "Content-Length: 4\r\n\r\nbody" : head + "\r\n";
    }

    /** Holds all threads of a pool at once, so that each of them is looked at. */
    private void probeEveryThread() throws Exception {
        XnioWorker worker = ioThreads.iterator().next().getWorker();
        probeAll(worker, 8);
        probeAll(pool, 4);
        for (XnioIoThread ioThread : ioThreads) {
            probeAll(ioThread, 1);
        }
    }

    private void probeAll(java.util.concurrent.Executor executor, int threads) throws Exception {
        CyclicBarrier allHeld = new CyclicBarrier(threads + 1);
        for (int i = 0; i < threads; i++) {
            executor.execute(() -> {
                String id = RequestContext.currentId();
                if (id != null) {
                    leaked.add(
                            id + " after the load on " + Thread.currentThread().getName());
                }
                await(allHeld);
            });
        }
        allHeld.await(60, TimeUnit.SECONDS);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
