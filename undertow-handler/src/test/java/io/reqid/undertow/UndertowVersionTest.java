package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prints what this run of the tests saw, so that a log shows which versions were covered. */
class UndertowVersionTest {
    @Test
    void undertowIsOneOfTheSupportedReleases() {
        String version = io.undertow.Version.getVersionString();
        System.out.printf("undertow-handler tests: Undertow %s, JDK %s%n", version, Runtime.version());
        assertThat(version).matches("2\\.[34]\\..*");
    }
}
