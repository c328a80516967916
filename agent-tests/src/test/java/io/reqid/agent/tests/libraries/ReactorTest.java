package io.reqid.agent.tests.libraries;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ReactorTest {
    @TestFactory
    Stream<DynamicTest> subscribersOfReactorRunUnderTheRequestThatSubscribed() {
        return Claims.of(ReactorProgram.class);
    }

    @TestFactory
    Stream<DynamicTest> sameOnSchedulersOfVirtualThreadsWhereThereAreSuch() {
        return Claims.of(ReactorProgram.class, "-Dreactor.schedulers.defaultBoundedElasticOnVirtualThreads=true");
    }
}
