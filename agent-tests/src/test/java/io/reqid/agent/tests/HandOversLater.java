package io.reqid.agent.tests;

/** Says "ready", waits for a line, and only then loads the store and does what {@link HandOvers} does. */
final class HandOversLater {
    private HandOversLater() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        if (System.in.read() >= 0) {
            HandOvers.main(arguments);
        }
    }
}
