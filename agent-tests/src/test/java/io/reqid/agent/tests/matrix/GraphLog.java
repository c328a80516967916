package io.reqid.agent.tests.matrix;

import io.reqid.AsyncHook;
import io.reqid.AsyncResource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** All that a hook was told. Thread-safe. */
final class GraphLog implements AsyncHook {
    private final Map<Long, Node> nodes = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** What is known of one piece of work. */
    static final class Node {
        private final String type;
        private final long trigger;
        private final Queue<Thread> running = new ConcurrentLinkedQueue<>();
        private final AtomicInteger runs = new AtomicInteger();
        private final AtomicInteger settled = new AtomicInteger();
        private final AtomicInteger destroyed = new AtomicInteger();

        Node(String type, long trigger) {
            this.type = type;
            this.trigger = trigger;
        }

        String type() {
            return type;
        }

        long trigger() {
            return trigger;
        }

        /** {@return the same for two resources of one piece of work} */
        String kind() {
            return type + " caused by " + trigger;
        }

        boolean isRunningHere() {
            return running.contains(Thread.currentThread());
        }

        boolean isRunning() {
            return !running.isEmpty();
        }

        int runs() {
            return runs.get();
        }

        int settled() {
            return settled.get();
        }

        int destroyed() {
            return destroyed.get();
        }

        @Override
        public String toString() {
            return kind() + ", runs " + runs + ", running " + running.size() + ", settled " + settled + ", destroyed "
                    + destroyed;
        }
    }

    @Override
    public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
        if (type.equals("ForkJoinTask")
                && StackWalker.getInstance().walk(frames -> frames.anyMatch(GraphLog::queues))) {
            faults.add("init of a task while its queue may be locked");
        }
        if (nodes.putIfAbsent(asyncId, new Node(type, triggerAsyncId)) != null) {
            faults.add("two inits of " + asyncId);
        }
    }

    private static boolean queues(StackWalker.StackFrame frame) {
        return frame.getClassName().equals("java.util.concurrent.ForkJoinPool$WorkQueue")
                && List.of("push", "lockedPush").contains(frame.getMethodName());
    }

    @Override
    public void before(long asyncId) {
        Node node = nodes.get(asyncId);
        if (node != null) {
            node.running.add(Thread.currentThread());
            node.runs.incrementAndGet();
        }
    }

    @Override
    public void after(long asyncId) {
        Node node = nodes.get(asyncId);
        if (node != null && !node.running.remove(Thread.currentThread())) {
            faults.add("after without before: " + asyncId + ", " + node);
        }
    }

    @Override
    public void settled(long asyncId) {
        Node node = nodes.get(asyncId);
        if (node != null && node.settled.incrementAndGet() > 1) {
            faults.add("settled twice: " + asyncId + ", " + node);
        }
    }

    @Override
    public void destroy(long asyncId) {
        Node node = nodes.get(asyncId);
        if (node != null && node.destroyed.incrementAndGet() > 1) {
            faults.add("destroyed twice: " + asyncId + ", " + node);
        }
    }

    Map<Long, Node> nodes() {
        return nodes;
    }

    Queue<String> faults() {
        return faults;
    }

    /** {@return the work that runs on this thread, but not the thread itself or what stands for the request} */
    List<Node> runningHere() {
        return nodes.values().stream()
                .filter(Node::isRunningHere)
                .filter(node -> !node.type().equals("Thread") && !node.type().equals("Request"))
                .toList();
    }

    /** {@return whether a piece of work was caused, over however many others, by another} */
    boolean isCausedBy(long asyncId, long cause) {
        Node node = nodes.get(asyncId);
        return node != null && (node.trigger() == cause || isCausedBy(node.trigger(), cause));
    }
}
