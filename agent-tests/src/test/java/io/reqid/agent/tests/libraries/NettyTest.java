package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NettyTest {
    @TestFactory
    Stream<DynamicTest> workOfNettyRunsUnderTheRequestThatRegisteredIt() {
        return Claims.of(NettyProgram.class);
    }
}
