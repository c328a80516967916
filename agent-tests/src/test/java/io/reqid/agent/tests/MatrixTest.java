package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void idFollowsEveryConstructAndNoPromiseOfTheJdkIsBroken() throws IOException {
        Fork.Result result = Programs.run(Fork.withAgent(), "Matrix");
        Programs.keep("matrix", result);
        assertThat(result.out()).contains(" rows, 0 lost, 0 leaked, 0 crossed, 0 contracts broken");
        assertThat(result.exitCode()).as(result.out()).isZero();
        assertThat(result.err().lines()).singleElement().asString().contains(" hooks, ");
    }

    @Test
    @Tag("once")
    void plainJvmLosesTheIdInMostRowsAndKeepsItsOwnPromises() throws IOException {
        Fork.Result result = Programs.run(Fork.plain(), "Matrix");
        Programs.keep("matrix-without-agent", result);
        assertThat(result.out().lines().filter(line -> line.contains(" LOST "))).hasSizeGreaterThan(250);
        assertThat(result.out().lines().filter(line -> line.contains(" LEAKED ")))
                .hasSizeGreaterThan(30);
        assertThat(result.out()).doesNotContain("TIMEOUT").doesNotContain("hangs");
    }

    @Test
    @Tag("once")
    void everyQuestionCanBeAnsweredWithNo() {
        String out = Programs.run(Fork.plain(), "SelfCheck").out();
        assertThat(out)
                .containsPattern("(?m)^carries +ok +ok +ok +ok +ok$")
                .containsPattern("(?m)^loses +LOST +ok +ok +ok +LOST$")
                .containsPattern("(?m)^drops +TIMEOUT ")
                .containsPattern("(?m)^leaves behind +ok +LEAKED ")
                .containsPattern("(?m)^uses the completer's +CROSSED +ok +LEAKED +ok +CROSSED$")
                .containsPattern("(?m)^mixes up +ok +ok +LEAKED +LEAKED +CROSSED$")
                .containsPattern("(?m)^keeps its birth's +ok +ok +ok +LEAKED +ok$")
                .containsPattern("(?m)^fails +TIMEOUT ");
    }
}
