package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CoroutineTest {
    @TestFactory
    Stream<DynamicTest> coroutinesRunUnderTheRequestThatStartedThemWhoeverResumesThem() {
        return Claims.of(CoroutineProgram.class);
    }
}
