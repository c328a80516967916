package io.reqid.agent.tests.libraries;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

@SuppressWarnings({"CheckReturnValue", "RxReturnValueIgnored"}) // what an observer does is seen by the claims
final class RxJavaProgram {
    private static final Claims CLAIMS = new Claims();
    private static final int MANY = 1_000;

    private RxJavaProgram() {}

    public static void main(String[] arguments) throws Exception {
        subjects();
        flowables();
        sharing();
        schedulers();
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    private static void subjects() throws Exception {
        PublishSubject<String> subject = PublishSubject.create();
        Claims.as("a", () -> subject.map(RxJavaProgram::withId).subscribe(CLAIMS::see));
        subject.subscribe(CLAIMS::see);
        Claims.as("b", () -> subject.subscribe(CLAIMS::see, failure -> {}, CLAIMS::see));
        Claims.as("emitter", () -> {
            subject.onNext("1");
            Claims.say("emitter has its own id again", "emitter", Claims.id());
        });
        CLAIMS.expect("every observer of a subject is called under its own id", "a 1a", "- 1", "b 1");
        Claims.as("emitter", subject::onComplete);
        CLAIMS.expect("completion comes under the observer's id", "b");
        SingleSubject<String> single = SingleSubject.create();
        Claims.as("a", () -> single.map(RxJavaProgram::withId).subscribe(CLAIMS::see));
        Claims.as("emitter", () -> single.onSuccess("1"));
        CLAIMS.expect("observer of a single is called under its own id", "a 1a");
        MaybeSubject<String> maybe = MaybeSubject.create();
        Claims.as("a", () -> maybe.map(RxJavaProgram::withId).subscribe(CLAIMS::see));
        Claims.as("emitter", () -> maybe.onSuccess("1"));
        CLAIMS.expect("observer of a maybe is called under its own id", "a 1a");
        CompletableSubject completable = CompletableSubject.create();
        Claims.as("a", () -> completable.subscribe(CLAIMS::see));
        Claims.as("emitter", completable::onComplete);
        CLAIMS.expect("observer of a completable is called under its own id", "a");
        PublishProcessor<String> processor = PublishProcessor.create();
        Claims.as("a", () -> processor.map(RxJavaProgram::withId).subscribe(CLAIMS::see));
        Claims.as("emitter", () -> processor.onNext("1"));
        CLAIMS.expect("subscriber of a processor is called under its own id", "a 1a");
        Scheduler.Worker worker = Schedulers.trampoline().createWorker();
        Claims.as(
                "a",
                () -> worker.schedule(() -> {
                    try {
                        Claims.as("b", () -> worker.schedule(CLAIMS::see));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
        CLAIMS.expect("task that waits on a trampoline runs under its own id", "b");
    }

    private static void flowables() throws Exception {
        List<FlowableEmitter<String>> emitters = new ArrayList<>();
        Claims.as(
                "a",
                () -> Flowable.<String>create(emitters::add, BackpressureStrategy.BUFFER)
                        .observeOn(Schedulers.computation())
                        .flatMapSingle(value ->
                                Single.fromCallable(() -> value + Claims.id()).subscribeOn(Schedulers.io()))
                        .subscribe(CLAIMS::see));
        Claims.as("emitter", () -> emitters.get(0).onNext("1"));
        CLAIMS.expect("what another request emits keeps the subscriber's id through schedulers", "a 1a");
        Claims.as(
                "a",
                () -> Claims.say(
                        "fused operators see every element once, under the subscriber's id",
                        (long) MANY / 2,
                        Flowable.range(0, MANY)
                                .filter(value -> value % 2 == 0)
                                .observeOn(Schedulers.computation(), false, 8)
                                .filter(value -> Claims.id().equals("a"))
                                .count()
                                .blockingGet()));
    }

    private static void sharing() throws Exception {
        PublishSubject<String> source = PublishSubject.create();
        Observable<String> shared = source.share();
        Claims.as("a", () -> shared.subscribe(CLAIMS::see));
        Claims.as("b", () -> shared.map(RxJavaProgram::withId).subscribe(CLAIMS::see));
        Claims.as("emitter", () -> source.onNext("1"));
        CLAIMS.expect("observers of a shared observable are called under their own ids", "a 1", "b 1b");
        SingleSubject<String> pending = SingleSubject.create();
        Single<String> cached = pending.cache();
        Claims.as("a", () -> cached.subscribe(CLAIMS::see));
        Claims.as("b", () -> cached.subscribe(CLAIMS::see));
        Claims.as("emitter", () -> pending.onSuccess("1"));
        CLAIMS.expect("observers of a cached single are called under their own ids", "a 1", "b 1");
    }

    private static void schedulers() throws Exception {
        Claims.as("a", () -> Single.timer(1, TimeUnit.MILLISECONDS).subscribe(CLAIMS::see));
        CLAIMS.expect("delayed value comes under the observer's id", "a 0");
        Queue<Runnable> given = new ArrayDeque<>();
        Scheduler.Worker worker = Schedulers.from(given::add).createWorker();
        Claims.as("a", () -> worker.schedule(CLAIMS::see));
        worker.schedule(CLAIMS::see);
        Claims.as("b", () -> worker.schedule(CLAIMS::see));
        given.remove().run();
        CLAIMS.expect("queued tasks of crossing requests keep their own ids", "a", Claims.NONE, "b");
    }

    private static String withId(String value) {
        return value + Claims.id();
    }
}
