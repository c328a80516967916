package io.reqid.agent;

/**
 * The classes that rewritten methods call, directly or not. All are loaded and initialised before any method is rewritten:
 * a class loaded later would be loaded, and shown to every other agent, in the middle of {@code Thread.start}.
 */
final class HotPath {
    /** The agent's, all of them, and what they need of the store. */
    static final String[] CLASSES = {
        "AsyncGraph",
        "AsyncLocal",
        "AsyncResource",
        "Binder",
        "Bound",
        "Bound$Asked",
        "Bound$OnceTask",
        "Bound$BiFn",
        "Bound$BiSink",
        "Bound$Command",
        "Bound$Completion",
        "Bound$Fn",
        "Bound$PeriodicTask",
        "Bound$Sink",
        "Bound$Source",
        "Bound$Task",
        "BoundCallable",
        "BoundInterface",
        "Carrier",
        "Carrier$Entered",
        "Cell",
        "Cell$Cells",
        "CopiedPools",
        "CopiedPools$Contexts",
        "Coroutines",
        "Entries",
        "Exchanges",
        "Exchanges$1",
        "Exchanges$CachedKey",
        "FirstUse",
        "Interfaces",
        "Interfaces$1",
        "JdkAccess",
        "Libraries",
        "PeriodicContext",
        "PoolQueue",
        "PoolQueue$Waiting",
        "RequestContext",
        "SideTable",
        "SideTable$Entry",
        "SideTable$Slots",
        "Snapshot",
        "Stages",
        "Subscriptions",
        "Tasks",
        "Timers",
        "Timers$Scheduled",
        "WaitingContexts",
        "Work"
    };

    /** Defined in advance and initialised when first needed, since that loads the class of the JDK that each is about. */
    static final String[] LATER = {
        "JdkAccess$Adapters",
        "JdkAccess$Callables",
        "JdkAccess$Completions",
        "JdkAccess$ForkJoin",
        "JdkAccess$LinkedNodes",
        "JdkAccess$PoolQueues",
        "JdkAccess$Results",
        "JdkAccess$Trusted"
    };

    private HotPath() {}

    static void load() throws ClassNotFoundException {
        for (String name : CLASSES) {
            Class.forName("io.reqid." + name, true, null);
        }
    }
}
