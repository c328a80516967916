package io.reqid.undertow;

import io.reqid.RequestContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Plays all places, one after the other, and tells what the line of each showed. */
final class Matrix implements AutoCloseable {
    static final List<Place> PLACES = Stream.of(
                    DispatchPlaces.all(), StreamPlaces.all(), ListenerPlaces.all(), PushPlaces.all())
            .flatMap(List::stream)
            .toList();

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final List<String> foreignBeforeOurHandler = Collections.synchronizedList(new ArrayList<>());

    static List<Place> places(Protocol protocol) {
        return PLACES.stream()
                .filter(place -> !place.http1Only() || protocol == Protocol.HTTP1)
                .toList();
    }

    /** {@return the requests that came to our handler on a thread that held an id} */
    List<String> foreignBeforeOurHandler() {
        return List.copyOf(foreignBeforeOurHandler);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    List<Place.Seen> play(Protocol protocol, boolean wrapped) {
        AtomicReference<HttpHandler> application = new AtomicReference<>();
        HttpHandler root = probed(
                RequestIdHandler.builder().wrap(exchange -> application.get().handleRequest(exchange)));
        try (TestServer server =
                wrapped ? TestServer.startCapturing(protocol, root) : TestServer.start(protocol, root)) {
            List<Place.Seen> seen = new ArrayList<>();
            for (Place place : places(protocol)) {
                String id = "p" + PLACES.indexOf(place) + "-" + protocol + (wrapped ? "-wrapped" : "-alone");
                seen.add(play(place, new Stage(server, application, pool, wrapped, id)));
            }
            return seen;
        }
    }

    private static Place.Seen play(Place place, Stage stage) {
        try (Lines lines = Lines.record()) {
            place.scenario().run(stage);
            return stage.judge(lines.await(stage.wanted()));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(place.name() + ", " + stage.id, failure);
        }
    }

    /** Before our handler no thread may hold any id. */
    private HttpHandler probed(HttpHandler next) {
        return exchange -> {
            String leaked = RequestContext.currentId();
            if (leaked != null) {
                foreignBeforeOurHandler.add(describe(exchange) + " ran under " + leaked);
            }
            next.handleRequest(exchange);
        };
    }

    private static String describe(HttpServerExchange exchange) {
        return exchange.getRequestHeaders().getFirst(new HttpString("X-Request-ID")) + " on "
                + Thread.currentThread().getName();
    }

    static String totals(List<Place.Seen> seen) {
        Map<Place.Seen, Integer> counts = new EnumMap<>(Place.Seen.class);
        for (Place.Seen each : Place.Seen.values()) {
            counts.put(each, 0);
        }
        seen.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts.get(Place.Seen.RIGHT) + " of " + seen.size() + " right, " + counts.get(Place.Seen.MISSING)
                + " missing, " + counts.get(Place.Seen.WRONG) + " wrong";
    }
}
