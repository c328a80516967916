package io.reqid;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The set of hooks, the ids, and the emission of events. Off, all of it is the one read of {@link #followed}. */
final class AsyncGraph {
    private static final Object EMITTING = "emitting";

    private static volatile boolean followed;
    private static volatile boolean collected;
    private static volatile List<RegisteredHook> hooks = List.of();
    private static int idTrackers;

    private AsyncGraph() {}

    /** A hook and what is known of it. */
    private static final class RegisteredHook implements AsyncHooks.Registration {
        private final AsyncHook hook;
        private final boolean destroyOnGc;
        private volatile boolean enabled = true;

        RegisteredHook(AsyncHook hook) {
            this.hook = Objects.requireNonNull(hook, "hook");
            this.destroyOnGc = hook.destroyOnGc();
        }

        void deliver(Consumer<AsyncHook> event) {
            if (enabled) {
                try {
                    event.accept(hook);
                } catch (Throwable failure) { // also an Error: nothing of a hook's may reach the application
                    enabled = false;
                    close();
                    Misuse.HOOK_THREW.report(failure);
                }
            }
        }

        @Override
        public void close() {
            change(list -> list.remove(this));
        }
    }

    /** A wish for ids. */
    private static final class IdTracking implements AsyncHooks.Registration {
        private boolean open = true;

        @Override
        public void close() {
            change(list -> {
                idTrackers -= open ? 1 : 0;
                open = false;
            });
        }
    }

    static AsyncHooks.Registration register(AsyncHook hook) {
        RegisteredHook registered = new RegisteredHook(hook);
        change(list -> list.add(registered));
        return registered;
    }

    static AsyncHooks.Registration trackIds() {
        change(list -> idTrackers++);
        return new IdTracking();
    }

    private static synchronized void change(Consumer<List<RegisteredHook>> change) {
        List<RegisteredHook> changed = new ArrayList<>(hooks);
        change.accept(changed);
        hooks = List.copyOf(changed);
        collected = changed.stream().anyMatch(registered -> registered.destroyOnGc);
        followed = idTrackers > 0 || !changed.isEmpty();
    }

    static boolean isFollowed() {
        return followed;
    }

    /** {@return whether some hook wants to hear of work that is collected as garbage} */
    static boolean isCollected() {
        return collected;
    }

    /** {@return the resource of work that is being registered, or null if nobody follows the graph} */
    static @Nullable AsyncResource register(String type, @Nullable Snapshot frame) {
        return followed ? new AsyncResource(type, executionAsyncId(), frame) : null;
    }

    static long executionAsyncId() {
        @Nullable Object[] cell = Cell.current();
        AsyncResource resource = Cell.resource(cell);
        return resource == null ? rootAsyncId(cell) : resource.asyncId();
    }

    static long triggerAsyncId() {
        AsyncResource resource = Cell.resource(Cell.current());
        return resource == null ? 0 : resource.triggerAsyncId();
    }

    static AsyncResource executionAsyncResource() {
        @Nullable Object[] cell = Cell.current();
        AsyncResource resource = Cell.resource(cell);
        return resource == null ? rootResource(cell) : resource;
    }

    private static long rootAsyncId(@Nullable Object[] cell) {
        long[] counters = Cell.counters(cell);
        if (counters[Counters.ROOT_ASYNC_ID] == 0) {
            counters[Counters.ROOT_ASYNC_ID] = Counters.nextAsyncId(cell);
        }
        return counters[Counters.ROOT_ASYNC_ID];
    }

    private static AsyncResource rootResource(@Nullable Object[] cell) {
        if (Cell.root(cell) instanceof WeakReference<?> known && known.get() instanceof AsyncResource root) {
            return root;
        }
        AsyncResource root = AsyncResource.ofThread(rootAsyncId(cell));
        Cell.setRoot(cell, new WeakReference<>(root)); // weak: an idle thread must not pin a class of ours
        return root;
    }

    /** {@return whether a hook is being called on this thread} */
    static boolean isEmitting() {
        return Cell.emission(Cell.current()) != null;
    }

    static void emit(Consumer<AsyncHook> event) {
        if (!hooks.isEmpty() && !isEmitting()) {
            emit(hooks, event);
        }
    }

    static void emitDestroy(long asyncId) {
        if (isEmitting()) {
            pendingDestroys(Cell.current()).add(asyncId);
        } else {
            emit(hook -> hook.destroy(asyncId));
        }
    }

    static void emitCollected(long asyncId) {
        List<RegisteredHook> interested =
                hooks.stream().filter(registered -> registered.destroyOnGc).toList();
        emit(interested, hook -> hook.destroy(asyncId));
    }

    private static void emit(List<RegisteredHook> registered, Consumer<AsyncHook> event) {
        @Nullable Object[] cell = Cell.current();
        Object pending = deliver(cell, registered, event);
        while (pending instanceof Queue<?> destroys) {
            Object asyncId = destroys.remove();
            Object more = deliver(cell, hooks, hook -> hook.destroy((Long) asyncId));
            pending = joined(destroys, more);
        }
    }

    /** Calls the hooks; returns the destroys that they have asked for in the meantime, if any. */
    private static @Nullable Object deliver(
            @Nullable Object[] cell, List<RegisteredHook> registered, Consumer<AsyncHook> event) {
        Snapshot frame = Cell.frame(cell);
        int depth = Cell.depth(cell);
        Cell.setEmission(cell, EMITTING);
        for (RegisteredHook hook : registered) {
            hook.deliver(event);
            Cell.reset(cell, frame, depth); // whatever the hook has left behind
        }
        Object pending = Cell.emission(cell);
        Cell.setEmission(cell, null);
        return pending;
    }

    @SuppressWarnings("unchecked")
    private static Queue<Long> pendingDestroys(@Nullable Object[] cell) {
        Object pending = Cell.emission(cell);
        if (!(pending instanceof Queue<?>)) {
            pending = new ArrayDeque<Long>();
            Cell.setEmission(cell, pending);
        }
        return (Queue<Long>) pending;
    }

    private static @Nullable Object joined(Queue<?> destroys, @Nullable Object more) {
        Queue<Object> all = new ArrayDeque<>(destroys);
        if (more instanceof Queue<?> others) {
            all.addAll(others);
        }
        return all.isEmpty() ? null : all;
    }
}
