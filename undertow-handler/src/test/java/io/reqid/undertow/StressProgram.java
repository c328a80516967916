package io.reqid.undertow;

import java.util.Arrays;

/** Runs the stress in a JVM of its own that has the agent; ends with 1 if any line carried a foreign id or none. */
final class StressProgram {
    private StressProgram() {}

    public static void main(String[] protocols) {
        System.out.printf("Undertow %s, JDK %s%n", io.undertow.Version.getVersionString(), Runtime.version());
        try {
            run(StressTest::noLineCarriesAForeignIdAndNoThreadKeepsOne);
            run(StressTest::capturingWorkerBringsNoForeignIdEither);
            for (Protocol protocol :
                    Arrays.stream(protocols).map(Protocol::valueOf).toList()) {
                run(stress -> stress.connectionsOfOtherProtocolsBringNoForeignId(protocol));
            }
        } catch (Exception | AssertionError failure) {
            failure.printStackTrace();
            System.exit(1); // the servers' threads would go on
        }
        System.exit(0);
    }

    private interface Load {
        void run(StressTest stress) throws Exception;
    }

    private static void run(Load load) throws Exception {
        StressTest stress = StressTest.withAgent();
        try {
            load.run(stress);
        } finally {
            stress.stopPool();
        }
    }
}
