package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TomcatTest {
    @TestFactory
    Stream<DynamicTest> commandsOfTomcatsPoolRunUnderTheRequestThatGaveThem() {
        return Claims.of(TomcatProgram.class);
    }

    @TestFactory
    Stream<DynamicTest> requestsOfOneConnectionOfTomcatAndTheirListenersKeepTheirIds() {
        return Claims.of(TomcatServerProgram.class);
    }
}
