package io.reqid.agent.tests.libraries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen by the claims
final class ReactorProgram {
    private static final Claims CLAIMS = new Claims();
    private static final int MANY = 1_000;

    private ReactorProgram() {}

    public static void main(String[] arguments) throws Exception {
        sinks();
        emitters();
        nested();
        resubscribing();
        sharing();
        shared();
        schedulers();
        futures();
        operators();
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    private static void sinks() throws Exception {
        Sinks.Many<String> multicast = Sinks.many().multicast().directBestEffort();
        Claims.as("a", () -> multicast.asFlux().map(ReactorProgram::withId).subscribe(CLAIMS::see));
        multicast.asFlux().map(ReactorProgram::withId).subscribe(CLAIMS::see);
        Claims.as("b", () -> multicast.asFlux().subscribe(CLAIMS::see, failure -> {}, CLAIMS::see));
        Claims.as("emitter", () -> {
            multicast.tryEmitNext("1");
            Claims.say("emitter has its own id again", "emitter", Claims.id());
        });
        CLAIMS.expect("every subscriber of a sink is called under its own id", "a 1a", "- 1-", "b 1");
        Claims.as("emitter", multicast::tryEmitComplete);
        CLAIMS.expect("completion comes under the subscriber's id", "b");
        Sinks.One<String> one = Sinks.one();
        Claims.as(
                "a",
                () -> one.asMono().filter(value -> true).doOnNext(CLAIMS::see).subscribe());
        Claims.as("emitter", () -> one.tryEmitValue("1"));
        CLAIMS.expect("subscriber of a single value is called under its own id", "a 1");
        Sinks.Many<String> unicast = Sinks.many().unicast().onBackpressureBuffer();
        Claims.as("emitter", () -> unicast.tryEmitNext("1"));
        Claims.as("a", () -> unicast.asFlux().subscribe(CLAIMS::see));
        Claims.as("emitter", () -> unicast.tryEmitNext("2"));
        CLAIMS.expect("subscriber of a buffering sink is called under its own id", "a 1", "a 2");
    }

    private static void emitters() throws Exception {
        List<FluxSink<String>> emitters = new ArrayList<>();
        Claims.as(
                "a",
                () -> Flux.<String>create(emitters::add)
                        .publishOn(Schedulers.parallel())
                        .flatMap(value -> Mono.just(value + Claims.id()).subscribeOn(Schedulers.boundedElastic()))
                        .subscribe(CLAIMS::see));
        Claims.as("emitter", () -> emitters.get(0).next("1"));
        CLAIMS.expect("what another request emits keeps the subscriber's id through schedulers", "a 1a");
        SubmissionPublisher<String> foreign = new SubmissionPublisher<>();
        Claims.as(
                "a",
                () -> JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<String>) foreign)
                        .subscribe(CLAIMS::see));
        Claims.as("emitter", () -> foreign.submit("1"));
        CLAIMS.expect("subscriber of another library's publisher is called under its own id", "a 1");
    }

    private static void sharing() throws Exception {
        Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
        Flux<String> shared = source.asFlux().share();
        Claims.as("a", () -> shared.subscribe(CLAIMS::see));
        Claims.as("b", () -> shared.map(ReactorProgram::withId).subscribe(CLAIMS::see));
        Claims.as("emitter", () -> source.tryEmitNext("1"));
        CLAIMS.expect("subscribers of a shared flux are called under their own ids", "a 1", "b 1b");
        Sinks.One<String> pending = Sinks.one();
        Mono<String> cached = pending.asMono().cache();
        Claims.as("a", () -> cached.subscribe(CLAIMS::see));
        Claims.as("b", () -> cached.subscribe(CLAIMS::see));
        Claims.as("emitter", () -> pending.tryEmitValue("1"));
        CLAIMS.expect("subscribers of a cached mono are called under their own ids", "a 1", "b 1");
        Sinks.Many<String> replayed = Sinks.many().multicast().onBackpressureBuffer();
        Flux<String> replay = replayed.asFlux().replay(1).autoConnect(1);
        Claims.as("a", () -> replay.subscribe(CLAIMS::see));
        Claims.as("b", () -> replay.subscribe(CLAIMS::see));
        Claims.as("emitter", () -> replayed.tryEmitNext("1"));
        CLAIMS.expect("subscribers of a replayed flux are called under their own ids", "a 1", "b 1");
    }

    /** Sources that operators subscribe to, while the chain runs: nobody calls {@code subscribe} of the outermost kind. */
    private static void nested() throws Exception {
        Sinks.Many<String> many = Sinks.many().multicast().directBestEffort();
        Sinks.One<String> one = Sinks.one();
        Claims.as("a", () -> {
            Flux.just(1).flatMap(x -> many.asFlux().map(ReactorProgram::withId)).subscribe(CLAIMS::see);
            Mono.just(1).flatMap(x -> one.asMono().map(ReactorProgram::withId)).subscribe(CLAIMS::see);
            Mono.just(1)
                    .flatMap(x -> many.asFlux().map(ReactorProgram::withId).next())
                    .subscribe(CLAIMS::see);
        });
        Claims.as("emitter", () -> many.tryEmitNext("1"));
        CLAIMS.expect("source inside flatMap is heard under the subscriber's id", "a 1a", "a 1a");
        Claims.as("emitter", () -> one.tryEmitValue("1"));
        CLAIMS.expect("single value inside flatMap is heard under the subscriber's id", "a 1a");
    }

    /** These subscribe to their sources by themselves, whenever they like. */
    private static void resubscribing() throws Exception {
        Sinks.Many<String> many = Sinks.many().multicast().directBestEffort();
        Sinks.One<String> one = Sinks.one();
        Hooks.onOperatorDebug();
        ConnectableFlux<String> connectable = many.asFlux().publish();
        Hooks.resetOnOperatorDebug();
        Claims.as("a", () -> many.asFlux().map(ReactorProgram::withId).retry().subscribe(CLAIMS::see));
        Claims.as("emitter", () -> many.tryEmitNext("1"));
        CLAIMS.expect("retried flux is heard under the subscriber's id", "a 1a");
        Claims.as("b", () -> many.asFlux().next().retry().subscribe(CLAIMS::see));
        Claims.as("emitter", () -> many.tryEmitNext("2"));
        CLAIMS.expect("retried first value of a flux is heard under the subscriber's id", "a 2a", "b 2");
        Claims.as("c", () -> connectable.retry().subscribe(CLAIMS::see));
        Disposable connection = connectable.connect();
        Claims.as("emitter", () -> many.tryEmitNext("3"));
        CLAIMS.expect("retried connectable flux is heard under the subscriber's id", "a 3a", "c 3");
        connection.dispose();
        Claims.as("a", () -> one.asMono().map(ReactorProgram::withId).retry().subscribe(CLAIMS::see));
        Claims.as("emitter", () -> one.tryEmitValue("1"));
        CLAIMS.expect("retried mono is heard under the subscriber's id", "a 1a");
    }

    private static void shared() throws Exception {
        Sinks.One<String> pending = Sinks.one();
        Mono<String> valid = pending.asMono().cacheInvalidateIf(value -> false);
        Mono<String> untold = pending.asMono().cacheInvalidateWhen(value -> Mono.never());
        Sinks.Many<String> source = Sinks.many().multicast().directBestEffort();
        ConnectableFlux<String> replayed = source.asFlux().replay(1);
        Disposable connection = replayed.connect();
        for (String id : List.of("a", "b")) {
            Claims.as(id, () -> {
                Flux.just(1).flatMap(x -> valid).subscribe(CLAIMS::see);
                Flux.just(1).flatMap(x -> untold).subscribe(CLAIMS::see);
                Flux.just(1).flatMap(x -> replayed).subscribe(CLAIMS::see);
            });
        }
        Claims.as("emitter", () -> pending.tryEmitValue("1"));
        CLAIMS.expect(
                "subscribers that share a cached value inside flatMap keep their ids", "a 1", "b 1", "a 1", "b 1");
        Claims.as("emitter", () -> source.tryEmitNext("1"));
        CLAIMS.expect("subscribers that share a replayed flux inside flatMap keep their ids", "a 1", "b 1");
        connection.dispose();
    }

    private static void schedulers() throws Exception {
        Claims.as("a", () -> Mono.delay(Duration.ofMillis(1)).subscribe(tick -> CLAIMS.see()));
        CLAIMS.expect("delayed value comes under the subscriber's id", "a");
        Claims.as("a", () -> Flux.interval(Duration.ofMillis(1)).take(2).subscribe(CLAIMS::see));
        CLAIMS.expect("ticks come under the subscriber's id", "a 0", "a 1");
        Scheduler elastic = Schedulers.newBoundedElastic(1, 100, "one");
        Scheduler.Worker worker = Schedulers.boundedElastic().createWorker();
        CountDownLatch gate = new CountDownLatch(1);
        worker.schedule(() -> await(gate));
        Claims.as("a", () -> worker.schedule(CLAIMS::see));
        worker.schedule(CLAIMS::see);
        Claims.as("b", () -> worker.schedule(CLAIMS::see));
        gate.countDown();
        CLAIMS.expect("queued tasks of crossing requests keep their own ids", "a", Claims.NONE, "b");
        Disposable[] first = new Disposable[1];
        Claims.as("birth", () -> first[0] = elastic.schedule(CLAIMS::see));
        CLAIMS.expect("first task of a scheduler runs under its submitter's id", "birth");
        elastic.schedule(CLAIMS::see);
        CLAIMS.expect("scheduler born inside a request keeps nothing of it", Claims.NONE);
    }

    private static void futures() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        Claims.as("a", () -> Mono.fromFuture(future).map(ReactorProgram::withId).subscribe(CLAIMS::see));
        Claims.as("completer", () -> future.complete("1"));
        CLAIMS.expect("mono of a future runs under the subscriber's id", "a 1a");
    }

    private static void operators() throws Exception {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        Claims.as(
                "a",
                () -> Flux.range(0, MANY)
                        .filter(value -> value % 2 == 0)
                        .publishOn(Schedulers.parallel(), 8)
                        .map(value -> Claims.id().equals("a") ? 1 : 0)
                        .doOnNext(seen::add)
                        .blockLast());
        Claims.say("fused operators see every element once", MANY / 2, seen.size());
        Claims.say("fused operators run under the subscriber's id", false, seen.contains(0));
    }

    private static String withId(String value) {
        return value + Claims.id();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
