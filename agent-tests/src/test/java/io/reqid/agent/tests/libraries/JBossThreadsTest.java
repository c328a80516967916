package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class JBossThreadsTest {
    @TestFactory
    Stream<DynamicTest> commandsOfJBossThreadsRunUnderTheRequestThatGaveThem() {
        return Claims.of(JBossThreadsProgram.class);
    }
}
