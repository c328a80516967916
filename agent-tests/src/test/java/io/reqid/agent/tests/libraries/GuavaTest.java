package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GuavaTest {
    @TestFactory
    Stream<DynamicTest> listenersOfGuavasFuturesRunUnderTheRequestThatAddedThem() {
        return Claims.of(GuavaProgram.class);
    }
}
