package io.reqid.agent.tests.matrix;

import io.reqid.agent.tests.matrix.Construct.Maker;
import java.util.EnumSet;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ExecutorService;

/**
 * A construct and what to expect of it.
 *
 * @param name the name in the table, unique
 * @param maker makes the tool
 * @param runs how often one registered piece of work runs, at least
 * @param inPlace whether the thread that registers the work also fires it, before its request is over
 * @param carries whether the work sees the request that registered it; false where nothing is captured
 * @param skipped the questions that make no sense here
 */
record Row(String name, Maker maker, int runs, boolean inPlace, boolean carries, Set<Question> skipped) {
    /** Opens a tool. */
    interface Opener<T> {
        T open() throws Exception;
    }

    /** Hands work to a tool; what makes the work run comes back. */
    interface Fired<T> {
        Firing register(T tool, Runnable work) throws Exception;
    }

    /** Hands work to a tool that runs it by itself; what it returns is of no interest. */
    interface Returning<T> {
        Object register(T tool, Runnable work) throws Exception;
    }

    /** Hands work to a tool that runs it by itself. */
    interface Doing<T> {
        void register(T tool, Runnable work) throws Exception;
    }

    static <T> Row firing(String name, Opener<T> opener, Fired<T> use) {
        return new Row(name, () -> tool(opener.open(), use), 1, false, true, Set.of());
    }

    static <T> Row returning(String name, Opener<T> opener, Returning<T> use) {
        return firing(name, opener, (tool, work) -> {
            Object ignored = use.register(tool, work);
            return Firing.BY_ITSELF;
        });
    }

    static <T> Row doing(String name, Opener<T> opener, Doing<T> use) {
        return firing(name, opener, (tool, work) -> {
            use.register(tool, work);
            return Firing.BY_ITSELF;
        });
    }

    private static <T> Construct tool(T tool, Fired<T> use) {
        return new Construct() {
            @Override
            public Firing register(Runnable work) throws Exception {
                return use.register(tool, work);
            }

            @Override
            public void close() throws Exception {
                Row.close(tool);
            }
        };
    }

    private static void close(Object tool) throws Exception {
        if (tool instanceof ExecutorService pool) {
            pool.shutdownNow();
        } else if (tool instanceof Timer timer) {
            timer.cancel();
        } else if (tool instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    Row runs(int times) {
        return new Row(name, maker, times, inPlace, carries, skipped);
    }

    Row firedInPlace() {
        return new Row(name, maker, runs, true, carries, skipped);
    }

    Row carriesNothing() {
        return new Row(name, maker, runs, inPlace, false, skipped);
    }

    Row without(Question question) {
        Set<Question> more = EnumSet.of(question);
        more.addAll(skipped);
        return new Row(name, maker, runs, inPlace, carries, more);
    }
}
