package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContractsTest {
    @Test
    void tasksAreDescribedAndCallersToldOffInTheSameWordsWithTheAgentAndWithout() {
        Fork.Result plain = Programs.run(Fork.plain(), "Descriptions");
        Fork.Result followed = Programs.run(Fork.withAgent(), "Descriptions");
        assertThat(plain.out().lines()).hasSizeGreaterThan(30);
        assertThat(followed.out().lines())
                .containsExactlyElementsOf(plain.out().lines().toList());
    }
}
