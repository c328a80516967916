package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RxJavaTest {
    @TestFactory
    Stream<DynamicTest> observersOfRxJavaRunUnderTheRequestThatSubscribed() {
        return Claims.of(RxJavaProgram.class);
    }
}
