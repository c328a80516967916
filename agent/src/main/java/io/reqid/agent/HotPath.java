package io.reqid.agent;

/**
 * The classes that rewritten methods call, directly or not. All are loaded and initialised before any method is rewritten:
 * a class loaded later would be loaded, and shown to every other agent, in the middle of {@code Thread.start}.
 */
final class HotPath {
    static final String[] CLASSES = {
        "AsyncGraph", "AsyncLocal", "AsyncResource", "Binder", "Bound", "Carrier", "Cell", "JdkAccess"
    };

    private HotPath() {}

    static void load() throws ClassNotFoundException {
        for (String name : CLASSES) {
            Class.forName("io.reqid." + name, true, null);
        }
    }
}
