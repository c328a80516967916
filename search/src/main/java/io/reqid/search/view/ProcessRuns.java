package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the runs of processes apart, since async ids are unique in one run alone. Events of different services or processes
 * are of different runs. Within one service and process (a container's is 1 after each start) they are of one run until they
 * contradict it: an async id that is said to have another trigger than before. Such an event is of another run, one already
 * known where one fits, and the events that follow it in its file stay there. A restart that contradicts nothing is not
 * seen; its tasks are then shown in one tree with those before. Constant time per event; for one thread.
 */
final class ProcessRuns {
    private final Map<Scope, Runs> scopes = new HashMap<>();
    private int count;

    private record Scope(String service, @Nullable String process) {}

    private record Id(int run, long asyncId) {}

    private record Edge(long asyncId, long trigger) {}

    /** {@return the run of an event that has an async id; to be called in time order} */
    int of(Event event) {
        return scopes.computeIfAbsent(new Scope(event.serviceName(), event.process()), scope -> new Runs())
                .of(event);
    }

    /** The runs of one service and process. */
    private final class Runs {
        private final Map<Id, Long> triggers = new HashMap<>();
        private final Map<Edge, Integer> edges = new HashMap<>();
        private final Map<Long, Integer> latest = new HashMap<>();
        private final Map<Integer, Integer> files = new HashMap<>();
        private int newest = count++;

        int of(Event event) {
            long trigger = Math.max(event.triggerAsyncId(), Event.NO_ASYNC_ID);
            int run = choose(
                    event.asyncId(), trigger, files.getOrDefault(event.origin().fileOrder(), newest));
            if (trigger != Event.NO_ASYNC_ID || !knows(run, event.asyncId())) {
                triggers.put(new Id(run, event.asyncId()), trigger);
                edges.put(new Edge(event.asyncId(), trigger), run);
            }
            latest.put(event.asyncId(), run);
            files.put(event.origin().fileOrder(), run);
            return run;
        }

        private int choose(long asyncId, long trigger, int ofFile) {
            if (knows(ofFile, asyncId) && fits(ofFile, asyncId, trigger)) {
                return ofFile;
            }
            Integer same = trigger == Event.NO_ASYNC_ID ? latest.get(asyncId) : edges.get(new Edge(asyncId, trigger));
            if (same != null) {
                return same;
            }
            Integer ofTrigger = latest.get(trigger);
            if (ofTrigger != null && !knows(ofFile, trigger) && !knows(ofTrigger, asyncId)) {
                return ofTrigger;
            }
            return fits(ofFile, asyncId, trigger) ? ofFile : fits(newest, asyncId, trigger) ? newest : start();
        }

        private int start() {
            newest = count++;
            return newest;
        }

        private boolean knows(int run, long asyncId) {
            return triggers.containsKey(new Id(run, asyncId));
        }

        private boolean fits(int run, long asyncId, long trigger) {
            long known = triggers.getOrDefault(new Id(run, asyncId), Event.NO_ASYNC_ID);
            return known == Event.NO_ASYNC_ID || trigger == Event.NO_ASYNC_ID || known == trigger;
        }
    }
}
