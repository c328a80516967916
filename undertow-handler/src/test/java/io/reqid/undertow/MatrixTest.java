package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every place where user code, or Undertow for it, can log: which id a line from there carries. */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
    private static final List<Place> PLACES = Stream.of(
                    DispatchPlaces.all(), StreamPlaces.all(), ListenerPlaces.all(), PushPlaces.all())
            .flatMap(List::stream)
            .toList();

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final List<String> foreignBeforeOurHandler = Collections.synchronizedList(new ArrayList<>());

    @AfterAll
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void thereAre57Places() {
        assertThat(PLACES).hasSize(57).doesNotHaveDuplicates();
        assertThat(PLACES.stream().map(Place::name)).doesNotHaveDuplicates();
    }

    @Test
    void theHandlerAloneReachesAtLeast40AndWithWrappersAtLeast50() {
        assertThat(PLACES.stream().filter(p -> p.alone() == Place.Seen.RIGHT).count())
                .isGreaterThanOrEqualTo(40);
        assertThat(PLACES.stream().filter(p -> p.wrapped() == Place.Seen.RIGHT).count())
                .isGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Protocol.class)
    void everyPlaceShowsItsOwnIdOrNoneButNeverAnother(Protocol protocol) {
        List<Place> places = PLACES.stream()
                .filter(place -> !place.http1Only() || protocol == Protocol.HTTP1)
                .toList();
        Map<Boolean, List<Place.Seen>> seen = Map.of(
                false, play(protocol, places, false),
                true, play(protocol, places, true));
        print(protocol, places, seen.get(false), seen.get(true));
        assertThat(foreignBeforeOurHandler).isEmpty();
        assertThat(table(places, seen.get(false)))
                .isEqualTo(table(places, places.stream().map(Place::alone).toList()));
        assertThat(table(places, seen.get(true)))
                .isEqualTo(table(places, places.stream().map(Place::wrapped).toList()));
    }

    private List<Place.Seen> play(Protocol protocol, List<Place> places, boolean wrapped) {
        AtomicReference<HttpHandler> application = new AtomicReference<>();
        HttpHandler root = probed(
                RequestIdHandler.builder().wrap(exchange -> application.get().handleRequest(exchange)));
        try (TestServer server =
                wrapped ? TestServer.startCapturing(protocol, root) : TestServer.start(protocol, root)) {
            List<Place.Seen> seen = new ArrayList<>();
            for (Place place : places) {
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

    private static List<String> table(List<Place> places, List<Place.Seen> seen) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            rows.add(places.get(i).name() + ": " + seen.get(i));
        }
        return rows;
    }

    private static void print(Protocol protocol, List<Place> places, List<Place.Seen> alone, List<Place.Seen> wrapped) {
        StringBuilder table = new StringBuilder(
                String.format("%n%-62s | %-13s | %s%n", protocol.label + ": place", "handler alone", "with wrappers"));
        for (int i = 0; i < places.size(); i++) {
            table.append(String.format("%-62s | %-13s | %s%n", places.get(i).name(), alone.get(i), wrapped.get(i)));
        }
        table.append(String.format(
                "%s: handler alone %s, with wrappers %s%n", protocol.label, totals(alone), totals(wrapped)));
        System.out.println(table);
    }

    private static String totals(List<Place.Seen> seen) {
        Map<Place.Seen, Integer> counts = new EnumMap<>(Place.Seen.class);
        for (Place.Seen each : Place.Seen.values()) {
            counts.put(each, 0);
        }
        seen.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts.get(Place.Seen.RIGHT) + " of " + seen.size() + " right, " + counts.get(Place.Seen.MISSING)
                + " missing, " + counts.get(Place.Seen.WRONG) + " wrong";
    }
}
