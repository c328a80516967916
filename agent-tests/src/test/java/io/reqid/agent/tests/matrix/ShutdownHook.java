package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.RequestId;

/** Registers a shutdown hook inside one request, ends the JVM inside another, and prints what the hook sees. */
final class ShutdownHook {
    private ShutdownHook() {}

    public static void main(String[] arguments) {
        Thread hook = new Thread(() -> System.out.println("hook sees " + RequestContext.currentId()));
        RequestContext.run(
                new RequestId("registers"), () -> Runtime.getRuntime().addShutdownHook(hook));
        RequestContext.run(new RequestId("exits"), () -> System.exit(0));
    }
}
