package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class UnsupportedJvmTest {
    private static Instrumentation jvm(boolean rewritesLoadedClasses) {
        return (Instrumentation) Proxy.newProxyInstance(
                UnsupportedJvmTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) ->
                        method.getName().equals("isRetransformClassesSupported") ? rewritesLoadedClasses : null);
    }

    @Test
    void thisJvmIsSupported() {
        assertThat(UnsupportedJvm.reason(jvm(true))).isNull();
    }

    @Test
    void aJvmThatRewritesNoLoadedClassesIsNot() {
        assertThat(UnsupportedJvm.reason(jvm(false))).isEqualTo("this JVM rewrites no loaded classes");
    }

    @Test
    void classFilesThatAreTooNewAreKnownBeforehand() {
        assertThat(UnsupportedJvm.isReadable(61)).isTrue();
        assertThat(UnsupportedJvm.isReadable(69)).isTrue();
        assertThat(UnsupportedJvm.isReadable(999)).isFalse();
    }

    @Test
    void oldVersionsAreToldFromSupportedOnes() {
        assertThat(Agent.isAtLeast(17, "1.8")).isFalse();
        assertThat(Agent.isAtLeast(17, "11")).isFalse();
        assertThat(Agent.isAtLeast(17, "17")).isTrue();
        assertThat(Agent.isAtLeast(17, "25")).isTrue();
        assertThat(Agent.isAtLeast(24, "17")).isFalse();
        assertThat(Agent.isAtLeast(17, null)).isTrue();
        assertThat(Agent.isAtLeast(17, "next")).isTrue();
    }

    @Test
    void theEntryIsAClassThatJava8CanRead() throws IOException {
        try (InputStream classFile = Agent.class.getResourceAsStream("Agent.class");
                DataInputStream in = new DataInputStream(classFile)) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            assertThat(in.readInt()).isEqualTo(52);
        }
    }
}
