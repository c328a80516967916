package io.reqid.agent.tests.matrix;

/**
 * What the JDK promises about what it was given, and the agent must not change.
 *
 * @param name the promise
 * @param check throws if it is broken
 */
record Contract(String name, Check check) {
    /** Checks a promise inside a request. */
    interface Check {
        void check() throws Exception;
    }

    static void expect(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError(otherwise);
        }
    }

    static void expectSame(Object expected, Object found) {
        expect(expected == found, "expected " + expected + " itself, found " + found);
    }

    static void expectEqual(Object expected, Object found) {
        expect(expected.equals(found), "expected " + expected + ", found " + found);
    }
}
