package io.reqid.agent.tests.libraries;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;

/** Coroutines as the Kotlin compiler makes them, by hand: a body that says its id, suspends, and says its id again. */
final class CoroutineProgram {
    private static final Claims CLAIMS = new Claims();

    private CoroutineProgram() {}

    public static void main(String[] arguments) throws Exception {
        dispatched(Dispatchers.getDefault(), "default dispatcher");
        dispatched(Dispatchers.getIO(), "dispatcher for input and output");
        resumed(Dispatchers.getDefault(), "default dispatcher");
        resumed(Dispatchers.getUnconfined(), "unconfined dispatcher");
        continued();
        Claims.as("a", () -> launch(Dispatchers.getDefault(), next -> DelayKt.delay(1, next)));
        CLAIMS.expect("coroutine goes on under its own id after a delay", "a", "a");
        launch(Dispatchers.getDefault(), next -> DelayKt.delay(TimeUnit.HOURS.toMillis(1), next)); // its thread goes on
        CLAIMS.expect("coroutine started outside any request has no id before a delay", Claims.NONE);
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    private static void dispatched(CoroutineDispatcher dispatcher, String name) throws Exception {
        Claims.as("a", () -> dispatcher.dispatch(EmptyCoroutineContext.INSTANCE, CLAIMS::see));
        CLAIMS.expect("runnable runs under its submitter's id on the " + name, "a");
        CountDownLatch gate = new CountDownLatch(1);
        CoroutineDispatcher one = dispatcher.limitedParallelism(1, null);
        Claims.as("birth", () -> one.dispatch(EmptyCoroutineContext.INSTANCE, () -> await(gate)));
        Claims.as("a", () -> one.dispatch(EmptyCoroutineContext.INSTANCE, CLAIMS::see));
        one.dispatch(EmptyCoroutineContext.INSTANCE, CLAIMS::see);
        gate.countDown();
        CLAIMS.expect("queued runnables keep their own ids on a limited " + name, "a", Claims.NONE);
    }

    private static void resumed(CoroutineDispatcher dispatcher, String name) throws Exception {
        AtomicReference<CompletableDeferred<Unit>> gate = new AtomicReference<>();
        gate.set(CompletableDeferredKt.CompletableDeferred(null));
        Claims.as("a", () -> launch(dispatcher, gate.get()::await));
        CLAIMS.expect("coroutine starts under its starter's id on the " + name, "a");
        Claims.as("resumer", () -> {
            gate.get().complete(Unit.INSTANCE);
            CLAIMS.expect("coroutine that another request resumes keeps its id on the " + name, "a");
            Claims.say("resumer has its own id again, " + name, "resumer", Claims.id());
        });
        gate.set(CompletableDeferredKt.CompletableDeferred(null));
        launch(dispatcher, gate.get()::await);
        CLAIMS.expect("coroutine started outside any request has no id on the " + name, Claims.NONE);
        Claims.as("resumer", () -> gate.get().complete(Unit.INSTANCE));
        CLAIMS.expect("and gets none from who resumes it on the " + name, Claims.NONE);
    }

    /** Resumed by hand, as callbacks are made into coroutines, where nothing is dispatched. */
    private static void continued() throws Exception {
        AtomicReference<Continuation<? super Unit>> kept = new AtomicReference<>();
        Function<Continuation<? super Unit>, Object> suspension = next -> {
            kept.set(IntrinsicsKt.intercepted(next));
            return IntrinsicsKt.getCOROUTINE_SUSPENDED();
        };
        Claims.as("a", () -> launch(Dispatchers.getUnconfined(), suspension));
        CLAIMS.expect("unconfined coroutine starts under its starter's id", "a");
        Claims.as("resumer", () -> kept.get().resumeWith(Unit.INSTANCE));
        CLAIMS.expect("continuation that another request resumes by hand keeps its id", "a");
    }

    private static void launch(
            CoroutineDispatcher dispatcher, Function<Continuation<? super Unit>, Object> suspension) {
        BuildersKt.launch(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, new Body(null, suspension));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Body extends SuspendLambda
            implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
        private static final long serialVersionUID = 1;

        private final transient Function<Continuation<? super Unit>, Object> suspension;
        private boolean suspended;

        @SuppressWarnings("unchecked") // the compiler of Kotlin casts here as well
        Body(Continuation<?> completion, Function<Continuation<? super Unit>, Object> suspension) {
            super(2, (Continuation<Object>) completion);
            this.suspension = suspension;
        }

        @Override
        public Continuation<Unit> create(Object scope, Continuation<?> completion) {
            @SuppressWarnings("unchecked")
            Continuation<Unit> created = (Continuation<Unit>) (Continuation<?>) new Body(completion, suspension);
            return created;
        }

        @Override
        public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
            return ((Body) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            CLAIMS.see();
            if (!suspended) {
                suspended = true;
                @SuppressWarnings("unchecked")
                Continuation<Unit> next = (Continuation<Unit>) (Continuation<?>) this;
                Object outcome = suspension.apply(next);
                if (outcome == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                    return outcome;
                }
                CLAIMS.see();
            }
            return Unit.INSTANCE;
        }
    }
}
