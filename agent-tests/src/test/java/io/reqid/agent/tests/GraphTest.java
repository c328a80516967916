package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void everyConstructIsANodeOfTheAsyncGraphAndCostsNothingWhileNobodyFollowsIt() throws IOException {
        Fork.Result result = Programs.run(Fork.withAgent(), "Graph");
        Programs.keep("graph", result);
        assertThat(result.out()).contains(" rows, 0 bad");
        assertThat(result.exitCode()).isZero();
    }
}
