package io.reqid.search.view;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a request as it is shown. Tasks without an event to show vanish: what they caused hangs under their nearest
 * ancestor that is shown, and where they caused several they stay as a branch. At least {@value #CHAIN} tasks of which each
 * caused the next alone, and ended before it began, become one node. Each event to be shown is in exactly one node. Built
 * and walked in loops, since a tree may be as deep as it has tasks.
 */
final class TaskTree {
    /** How many tasks one after another become one node: a few are easier to read as a tree. */
    static final int CHAIN = 4;

    private final Node root = new Node();

    /** One node: the request itself, a task, or a chain of tasks. */
    static final class Node {
        private final List<Task> tasks = new ArrayList<>(1);
        private final List<Integer> events = new ArrayList<>();
        private final List<Node> kids = new ArrayList<>(1);
        private int hidden;
        private int first = Integer.MAX_VALUE;

        /** {@return its tasks, one after another; none at the root} */
        List<Task> tasks() {
            return tasks;
        }

        /** {@return the places of its events, ascending} */
        List<Integer> events() {
            return events;
        }

        /** {@return what its last task caused, by first event} */
        List<Node> kids() {
            return kids;
        }

        /** {@return how many tasks between it and its parent have no event to show} */
        int hidden() {
            return hidden;
        }

        private void take(Node next) {
            tasks.addAll(next.tasks);
            events.addAll(next.events);
            hidden += next.hidden;
            kids.clear();
            kids.addAll(next.kids);
        }

        /** Whether its one kid begins after all that it did itself. */
        private boolean leadsOn() {
            return kids.size() == 1 && (events.isEmpty() || events.get(events.size() - 1) < kids.get(0).first);
        }
    }

    /** Where a walk stands: at a node, with the nodes above it. */
    interface Path {
        /** {@return how many nodes are above this one, less the root; -1 at the root} */
        int depth();

        /** {@return the node that is being walked} */
        Node node();

        /** {@return the place of the node's event before the current one, or -1} */
        int previousEvent();

        /** {@return whether kids of an ancestor, or of the node itself, are still to come} */
        boolean comesMore(int depth);
    }

    /** Is told of a walk, in the order of what happened. */
    interface Visitor {
        void node(Path path) throws IOException;

        void event(int event, Path path) throws IOException;
    }

    private TaskTree() {}

    static TaskTree of(TaskGraph graph, BitSet shown) {
        TaskTree tree = new TaskTree();
        List<Task> order = graph.parentsFirst();
        Collections.reverse(order);
        tree.grow(order, shown);
        for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
            if (graph.taskOf(i) == null) {
                tree.root.events.add(i);
            }
        }
        tree.joinChains();
        return tree;
    }

    Node root() {
        return root;
    }

    /** Makes the nodes, kids before their parents. */
    private void grow(List<Task> kidsFirst, BitSet shown) {
        Map<Integer, Node> nodes = new HashMap<>();
        for (Task task : kidsFirst) {
            Node node = nodes.computeIfAbsent(task.ordinal(), ordinal -> new Node());
            node.tasks.add(task);
            task.events().stream().filter(shown::get).forEach(node.events::add);
            Node stays = settle(node);
            if (stays != null) {
                Task parent = task.parent();
                Node above = parent == null ? root : nodes.computeIfAbsent(parent.ordinal(), ordinal -> new Node());
                above.kids.add(stays);
            }
        }
        root.kids.sort(Comparator.comparingInt(kid -> kid.first));
    }

    /** {@return the node to hang up for a task: itself, its one kid, or nothing} */
    private static @Nullable Node settle(Node node) {
        node.kids.sort(Comparator.comparingInt(kid -> kid.first));
        if (node.events.isEmpty() && node.kids.size() <= 1) {
            if (node.kids.isEmpty()) {
                return null;
            }
            Node kid = node.kids.get(0);
            kid.hidden += 1 + node.hidden;
            return kid;
        }
        node.first = node.events.isEmpty() ? Integer.MAX_VALUE : node.events.get(0);
        if (!node.kids.isEmpty()) {
            node.first = Math.min(node.first, node.kids.get(0).first);
        }
        return node;
    }

    private void joinChains() {
        Deque<Node> open = new ArrayDeque<>(root.kids);
        while (!open.isEmpty()) {
            Node head = open.remove();
            List<Node> chain = chainOf(head);
            if (chain.size() >= CHAIN) {
                chain.subList(1, chain.size()).forEach(head::take);
                open.addAll(head.kids);
            } else {
                open.addAll(chain.get(chain.size() - 1).kids);
            }
        }
    }

    private static List<Node> chainOf(Node head) {
        List<Node> chain = new ArrayList<>();
        Node at = head;
        chain.add(at);
        while (at.leadsOn()) {
            at = at.kids.get(0);
            chain.add(at);
        }
        return chain;
    }

    /** Walks the tree: at each node its events and its kids in time order. */
    void walk(Visitor visitor) throws IOException {
        Walk walk = new Walk();
        walk.enter(root);
        while (walk.goOn(visitor)) {
            // each step is one event or node
        }
    }

    private static final class Frame {
        private final Node node;
        private int nextEvent;
        private int nextKid;

        Frame(Node node) {
            this.node = node;
        }

        boolean hasKid() {
            return nextKid < node.kids.size();
        }

        boolean eventIsNext() {
            return nextEvent < node.events.size()
                    && !(hasKid() && node.kids.get(nextKid).first < node.events.get(nextEvent));
        }
    }

    private static final class Walk implements Path {
        private final List<Frame> frames = new ArrayList<>();

        void enter(Node node) {
            frames.add(new Frame(node));
        }

        boolean goOn(Visitor visitor) throws IOException {
            Frame top = frames.get(frames.size() - 1);
            if (top.eventIsNext()) {
                visitor.event(top.node.events.get(top.nextEvent++), this);
            } else if (top.hasKid()) {
                enter(top.node.kids.get(top.nextKid++));
                visitor.node(this);
            } else {
                frames.remove(frames.size() - 1);
            }
            return !frames.isEmpty();
        }

        @Override
        public int depth() {
            return frames.size() - 2;
        }

        @Override
        public Node node() {
            return frames.get(frames.size() - 1).node;
        }

        @Override
        public int previousEvent() {
            Frame top = frames.get(frames.size() - 1);
            return top.nextEvent < 2 ? -1 : top.node.events.get(top.nextEvent - 2);
        }

        @Override
        public boolean comesMore(int depth) {
            return frames.get(depth + 1).hasKid();
        }
    }
}
