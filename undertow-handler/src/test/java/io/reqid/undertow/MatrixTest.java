package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every place where user code, or Undertow for it, can log: which id a line from there carries. */
@Isolated
class MatrixTest {
    @Test
    void thereAre57Places() {
        assertThat(Matrix.PLACES).hasSize(57).doesNotHaveDuplicates();
        assertThat(Matrix.PLACES.stream().map(Place::name)).doesNotHaveDuplicates();
    }

    @Test
    void theHandlerAloneReachesAtLeast40AndWithWrappersAtLeast50() {
        assertThat(Matrix.PLACES.stream()
                        .filter(p -> p.alone() == Place.Seen.RIGHT)
                        .count())
                .isGreaterThanOrEqualTo(40);
        assertThat(Matrix.PLACES.stream()
                        .filter(p -> p.wrapped() == Place.Seen.RIGHT)
                        .count())
                .isGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Protocol.class)
    void everyPlaceShowsItsOwnIdOrNoneButNeverAnother(Protocol protocol) {
        List<Place> places = Matrix.places(protocol);
        try (Matrix matrix = new Matrix()) {
            List<Place.Seen> alone = matrix.play(protocol, false);
            List<Place.Seen> wrapped = matrix.play(protocol, true);
            print(protocol, places, alone, wrapped);
            assertThat(matrix.foreignBeforeOurHandler()).isEmpty();
            assertThat(table(places, alone))
                    .isEqualTo(table(places, places.stream().map(Place::alone).toList()));
            assertThat(table(places, wrapped))
                    .isEqualTo(table(places, places.stream().map(Place::wrapped).toList()));
        }
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
                "%s: handler alone %s, with wrappers %s%n",
                protocol.label, Matrix.totals(alone), Matrix.totals(wrapped)));
        System.out.println(table);
    }
}
