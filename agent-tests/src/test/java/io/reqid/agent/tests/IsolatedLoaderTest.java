package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsolatedLoaderTest {
    @Test
    void classesWhoseLoaderDoesNotFindTheHotPathAreLeftAloneWithOneLine() {
        Fork.Result result = Fork.withAgent().run(IsolatedLoader.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines("ran");
        assertThat(result.err().lines().filter(line -> line.contains("are not followed")))
                .singleElement()
                .asString()
                .contains(IsolatedLoader.class.getName())
                .contains("io.reqid");
    }
}
