package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The handler's own matrix and stress, each in a JVM that has the agent. */
class UndertowTest {
    private static final String MATRIX = "io.reqid.undertow.MatrixProgram";
    private static final String STRESS = "io.reqid.undertow.StressProgram";

    @Test
    void everyPlaceShowsItsIdWithThePlainHandlerAndTheWrappersChangeNothing() {
        Fork.Result played = undertow(Fork.withAgent()).run(MATRIX, "HTTP1", "H2C", "HTTPS", "HTTPS1");
        System.out.println(played.out());
        assertThat(played.out().lines())
                .contains(
                        "HTTP/1.1, handler alone: 57 of 57 right, 0 missing, 0 wrong",
                        "HTTP/1.1, with wrappers: 57 of 57 right, 0 missing, 0 wrong",
                        "h2c, handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "h2c, with wrappers: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (ALPN: h2), handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (ALPN: h2), with wrappers: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (HTTP/1.1), handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (HTTP/1.1), with wrappers: 48 of 48 right, 0 missing, 0 wrong");
        assertRightThroughout(played);
    }

    @Test
    void samePlacesAreMissedWithoutTheAgent() {
        Fork.Result played = undertow(Fork.plain()).run(MATRIX, "HTTP1");
        assertThat(played.exitCode()).as(played.err()).isEqualTo(1);
        assertThat(played.out().lines()).contains("HTTP/1.1, handler alone: 44 of 57 right, 13 missing, 0 wrong");
    }

    @Test
    @Tag("stress")
    void noLineIsWrongAndNoThreadKeepsAnIdUnderLoadEitherWhenClientsGoAway() {
        Fork.Result played = undertow(Fork.withAgent()).run(STRESS, "H2C", "HTTPS", "HTTPS1");
        System.out.println(played.out());
        assertThat(played.out().lines().filter(line -> line.startsWith("stress, ")))
                .hasSize(5)
                .allMatch(line -> line.endsWith(": 0 wrong, 0 leaked"));
        assertRightThroughout(played);
    }

    private static Fork undertow(Fork fork) {
        return fork.option("-Dorg.jboss.logging.provider=slf4j", "-Dreqid.strict=true");
    }

    private static void assertRightThroughout(Fork.Result played) {
        assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
        assertThat(played.err()).doesNotContain("does not fit", "left as it is", "are not followed");
    }
}
