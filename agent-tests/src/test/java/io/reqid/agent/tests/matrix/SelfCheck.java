package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Asks the questions of the matrix of constructs that are known to be right or wrong, each in one way: what it prints
 * shows that each question can be answered with no. Needs no agent.
 */
final class SelfCheck {
    private SelfCheck() {}

    public static void main(String[] arguments) throws Exception {
        Table table = new Table(
                System.out,
                Stream.of(Question.values())
                        .map(q -> q.name().toLowerCase(Locale.ROOT))
                        .toList());
        for (Row row : rows()) {
            table.print(row.name(), new Interview(row).ask().verdicts());
        }
        System.exit(0);
    }

    private static List<Row> rows() {
        return List.of(
                Row.doing(
                        "carries",
                        Worker::new,
                        (worker, work) -> worker.add(Snapshot.capture().wrap(work))),
                Row.doing(
                        "loses",
                        Worker::new,
                        (worker, work) -> worker.add(Snapshot.empty().wrap(work))),
                Row.doing("drops", Worker::new, (worker, work) -> {}),
                Row.doing("leaves behind", Worker::new, (worker, work) -> {
                    RequestContext request = RequestContext.current();
                    worker.add(() -> {
                        Object ignored = RequestContext.CURRENT.bind(request);
                        work.run();
                    });
                }),
                Row.firing("uses the completer's", Object::new, (none, work) -> work::run),
                Row.doing("mixes up", Mixer::new, Mixer::add),
                Row.doing("keeps its birth's", () -> new Born(Snapshot.capture()), (born, work) -> born.add(work)),
                Row.doing("fails", Object::new, (none, work) -> {
                    throw new IllegalStateException("fails by intent");
                }));
    }

    /** A thread that does what it is given, as it is. */
    private static class Worker implements AutoCloseable {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private final Thread thread = new Thread(Snapshot.empty().wrap(this::work), "self-check");

        Worker() {
            thread.setDaemon(true);
            thread.start();
        }

        private void work() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        final void add(Runnable work) {
            queue.add(work);
        }

        @Override
        public final void close() {
            thread.interrupt();
        }
    }

    /** Runs each piece of work under the context of the first. */
    private static final class Mixer implements AutoCloseable {
        private final Worker worker = new Worker();
        private final List<Snapshot> first = new ArrayList<>();

        void add(Runnable work) {
            first.add(Snapshot.capture());
            worker.add(first.get(0).wrap(work));
        }

        @Override
        public void close() {
            worker.close();
        }
    }

    /** Runs work that has no context under that of its birth. */
    private static final class Born implements AutoCloseable {
        private final Worker worker = new Worker();
        private final Snapshot birth;

        Born(Snapshot birth) {
            this.birth = birth;
        }

        void add(Runnable work) {
            worker.add((RequestContext.current() == null ? birth : Snapshot.capture()).wrap(work));
        }

        @Override
        public void close() {
            worker.close();
        }
    }
}
