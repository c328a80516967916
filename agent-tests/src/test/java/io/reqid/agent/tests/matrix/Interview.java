package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks one row all questions, on a thread of its own, so that a construct that hangs cannot stop the program. */
final class Interview {
    private static final long ROW_LIMIT_SECONDS = 30;
    private static final long RUN_LIMIT_MILLIS = 3_000;
    private static final int HAND_OVERS = 3;
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final Row row;
    private final Answers answers = new Answers();

    Interview(Row row) {
        this.row = row;
    }

    /** The context of a request, and the id in it. */
    private record Request(String id, Object context) {}

    /** Work that was registered by a request, and what makes it run. */
    private record Registered(Request request, Probe probe, Firing firing) {
        String id() {
            return request == null ? null : request.id();
        }
    }

    Answers ask() throws InterruptedException {
        FutureTask<Void> interview = new FutureTask<>(this::askAll, null);
        start("interview", interview);
        await(interview, ROW_LIMIT_SECONDS);
        return answers;
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void await(FutureTask<?> task, long limitSeconds) throws InterruptedException {
        try {
            task.get(limitSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answers.put(Question.CARRIED, Verdict.TIMEOUT, "hangs");
        } catch (ExecutionException e) {
            answers.put(Question.CARRIED, Verdict.TIMEOUT, "failed: " + deepest(e));
        }
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause + " at " + (cause.getStackTrace().length == 0 ? "?" : cause.getStackTrace()[0]);
    }

    private void askAll() {
        askSafely(Question.CARRIED, this::askOfToolMadeOutside);
        if (!row.skipped().contains(Question.BORN)) {
            askSafely(Question.BORN, this::askOfToolMadeInside);
        }
    }

    /** An asking that may fail. */
    private interface Asking {
        void ask() throws Exception;
    }

    private void askSafely(Question question, Asking asking) {
        try {
            asking.ask();
        } catch (Exception | LinkageError e) {
            answers.put(question, Verdict.TIMEOUT, "failed: " + deepest(e));
        }
    }

    private void askOfToolMadeOutside() throws Exception {
        try (Construct construct = row.maker().make()) {
            Registered inRequest = fire(register(construct, begin("a")));
            answer(Question.CARRIED, inRequest);
            checkLeftBehind(inRequest.probe());
            if (!row.skipped().contains(Question.EMPTY)) {
                answer(Question.EMPTY, fire(register(construct, null)));
            }
            if (!row.skipped().contains(Question.CROSSED)) {
                askTwoRequests(construct);
            }
        }
    }

    private void askOfToolMadeInside() throws Exception {
        Request birth = begin("born");
        try (Construct construct = in(birth, row.maker()::make)) {
            Registered first = fire(register(construct, birth));
            first.probe().await(row.runs(), RUN_LIMIT_MILLIS);
            Registered later = register(construct, null);
            fireFrom(null, later);
            answer(Question.BORN, later);
        }
    }

    private void askTwoRequests(Construct construct) throws Exception {
        List<Registered> all = new ArrayList<>();
        Request one = begin("one");
        Request two = begin("two");
        for (int i = 0; i < HAND_OVERS; i++) {
            all.add(register(construct, one));
            all.add(register(construct, two));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            fire(all.get(i));
        }
        for (Registered registered : all) {
            answer(Question.CROSSED, registered);
        }
    }

    private static Request begin(String name) {
        String id = name + SERIAL.incrementAndGet();
        return new Request(id, Tested.SUBJECT.begin(id));
    }

    private static <T> T in(Request request, Row.Opener<T> body) throws Exception {
        return request == null ? body.open() : Tested.SUBJECT.callUnder(request.context(), body::open);
    }

    private Registered register(Construct construct, Request request) throws Exception {
        Probe probe = new Probe();
        Firing firing = in(request, () -> registerAndCheck(construct, request, probe));
        check("the thread that registered, outside", null);
        return new Registered(request, probe, firing);
    }

    private Firing registerAndCheck(Construct construct, Request request, Probe probe) throws Exception {
        Firing firing = construct.register(probe);
        check("the thread that registered", request);
        if (row.inPlace() && request != null) {
            firing.fire();
            check("the thread that fired", request);
            return Firing.BY_ITSELF;
        }
        return firing;
    }

    /** Fires from inside a request of its own. */
    private Registered fire(Registered registered) throws Exception {
        Request completer = begin("completer");
        if (row.inPlace()) {
            in(completer, () -> fireAndCheck(completer, registered));
        } else {
            fireFrom(completer, registered);
        }
        return registered;
    }

    /** Fires on another thread, inside a request or, if that is null, outside. */
    private void fireFrom(Request completer, Registered registered) throws Exception {
        if (registered.firing() != Firing.BY_ITSELF) {
            FutureTask<?> firing = new FutureTask<>(() -> in(completer, () -> fireAndCheck(completer, registered)));
            start("completer", firing);
            firing.get(RUN_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Object fireAndCheck(Request completer, Registered registered) throws Exception {
        registered.firing().fire();
        check("the thread that fired", completer);
        return registered;
    }

    private void check(String where, Request expected) {
        String id = Tested.SUBJECT.currentId();
        if (!Objects.equals(id, expected == null ? null : expected.id())) {
            answers.put(Question.CLEAN, Verdict.LEAKED, where + " has " + id);
        }
    }

    private void answer(Question question, Registered registered) throws InterruptedException {
        String expected = row.carries() ? registered.id() : null;
        Probe probe = registered.probe();
        if (!probe.await(row.runs(), RUN_LIMIT_MILLIS)) {
            String seen = probe.ids().size() + " of " + row.runs() + " runs, " + probe.ids();
            answers.put(question, Verdict.TIMEOUT, seen);
        }
        answers.put(question, probe.verdict(expected), "expected " + expected + ", saw " + describe(probe));
    }

    private static String describe(Probe probe) {
        return probe.ids() + " on "
                + probe.threads().stream().map(Thread::getName).distinct().toList();
    }

    private void checkLeftBehind(Probe probe) throws ReflectiveOperationException {
        answers.put(Question.CLEAN, Verdict.OK, "");
        for (Thread thread : probe.threads()) {
            String left = Tested.SUBJECT.idLeftOn(thread);
            Verdict verdict = Objects.isNull(left) ? Verdict.OK : Verdict.LEAKED;
            answers.put(Question.CLEAN, verdict, left + " is left on " + thread);
        }
    }
}
