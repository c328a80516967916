package io.reqid.undertow;

import static io.reqid.undertow.Place.optIn;
import static io.reqid.undertow.Place.right;

import io.reqid.ContextExecutors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Handlers, dispatches, tasks, and Undertow's own lines about them. */
final class DispatchPlaces {
    private DispatchPlaces() {}

    static List<Place> all() {
        return List.of(
                right("handler on the IO thread", stage -> getting(stage, exchange -> stage.log())),
                right("blocking handler on a worker", stage -> getting(stage, new BlockingHandler(e -> stage.log()))),
                right(
                        "dispatch of a handler to a worker",
                        stage -> getting(stage, exchange -> exchange.dispatch(logging(stage)))),
                right(
                        "dispatch of a task to a worker",
                        stage -> getting(stage, exchange -> exchange.dispatch(ending(stage, exchange)))),
                right(
                        "dispatch to the application's executor",
                        stage -> getting(stage, exchange -> exchange.dispatch(stage.pool, logging(stage)))),
                right(
                        "dispatch to the same thread",
                        stage -> getting(stage, e -> e.dispatch(SameThreadExecutor.INSTANCE, logging(stage)))),
                right(
                        "dispatch to the IO thread",
                        stage -> getting(stage, e -> e.dispatch(e.getIoThread(), logging(stage)))),
                right(
                        "dispatch from a worker to a worker",
                        stage -> getting(stage, e -> e.dispatch((HttpHandler) f -> f.dispatch(logging(stage))))),
                right(
                        "dispatch from the application's executor to a worker",
                        stage -> getting(
                                stage, e -> e.dispatch(stage.pool, (HttpHandler) f -> f.dispatch(logging(stage))))),
                optIn(
                        "dispatch from a worker to the application's executor",
                        stage -> getting(
                                stage,
                                e -> e.dispatch((HttpHandler) f -> f.dispatch(executor(stage), logging(stage))))),
                optIn(
                        "task given to the application's executor",
                        stage -> getting(stage, e -> executor(stage).execute(stage::log))),
                optIn(
                        "task given to the XNIO worker",
                        stage -> getting(
                                stage, e -> e.getConnection().getWorker().execute(stage::log))),
                optIn(
                        "task given to the IO thread",
                        stage -> getting(stage, e -> e.getIoThread().execute(stage.task(stage::log)))),
                optIn(
                        "IO timer",
                        stage -> getting(
                                stage,
                                e -> e.getIoThread().executeAfter(stage.task(stage::log), 1, TimeUnit.MILLISECONDS))),
                right("UT005071 for a handler on the IO thread", stage -> failing(stage, e -> fail())),
                right(
                        "UT005071 for a handler on a worker",
                        stage -> failing(stage, e -> e.dispatch((HttpHandler) f -> fail()))),
                right("line for an IOException of a handler", stage -> {
                    stage.wantLineWith("io.undertow.request.io", "UT005013");
                    getting(stage, e -> {
                        throw new IOException("of the application");
                    });
                }),
                right(
                        "limiter, free slot",
                        stage -> getting(stage, new RequestLimitingHandler(1, stage.restored(logging(stage))))),
                optIn("limiter, resumed when another request ended", DispatchPlaces::resumedByLimiter)
                        .http1(),
                right("pipelined request", DispatchPlaces::pipelined).http1(),
                right("dispatch from a pipelined request", DispatchPlaces::pipelinedDispatch)
                        .http1());
    }

    private static void getting(Stage stage, HttpHandler handler) throws Exception {
        stage.serve(handler);
        stage.get();
    }

    private static void failing(Stage stage, HttpHandler handler) throws Exception {
        stage.wantLineWith("io.undertow.request", "UT005071");
        getting(stage, handler);
    }

    private static void fail() {
        throw new IllegalStateException("of the application");
    }

    private static HttpHandler logging(Stage stage) {
        return exchange -> stage.log();
    }

    private static Runnable ending(Stage stage, HttpServerExchange exchange) {
        return () -> {
            stage.log();
            exchange.endExchange();
        };
    }

    private static Executor executor(Stage stage) {
        return stage.wrapped ? ContextExecutors.wrap((Executor) stage.pool) : stage.pool;
    }

    /** The first request holds the only slot until the second waits for it. */
    private static void resumedByLimiter(Stage stage) throws Exception {
        CountDownLatch firstIn = new CountDownLatch(1);
        CountDownLatch secondQueued = new CountDownLatch(1);
        HttpHandler limited = stage.restored(exchange -> {
            if (exchange.getRequestPath().equals("/first")) {
                firstIn.countDown();
                secondQueued.await(15, TimeUnit.SECONDS);
            } else {
                stage.log();
            }
        });
        RequestLimitingHandler limiter = new RequestLimitingHandler(1, 8, limited);
        stage.serve(exchange -> {
            if (!exchange.getRequestPath().equals("/first")) {
                limiter.handleRequest(exchange);
                exchange.getIoThread().execute(secondQueued::countDown);
            } else {
                exchange.dispatch((HttpHandler) limiter);
            }
        });
        try (Socket first = stage.server.socket()) {
            Stage.write(first, stage.head("GET", "/first", "X-Request-ID: first"));
            firstIn.await(15, TimeUnit.SECONDS);
            stage.get();
        }
    }

    private static void pipelined(Stage stage) throws Exception {
        pipeline(stage, exchange -> {
            if (exchange.getRequestPath().equals("/second")) {
                stage.log();
            }
        });
    }

    private static void pipelinedDispatch(Stage stage) throws Exception {
        pipeline(
                stage,
                exchange -> exchange.dispatch((HttpHandler) dispatched -> {
                    if (dispatched.getRequestPath().equals("/second")) {
                        stage.log();
                    }
                }));
    }

    private static void pipeline(Stage stage, HttpHandler handler) throws Exception {
        stage.serve(handler);
        try (Socket socket = stage.server.socket()) {
            Stage.write(
                    socket,
                    stage.head("GET", "/first", "X-Request-ID: first")
                            + stage.head("GET", "/second", "X-Request-ID: " + stage.id, "Connection: close"));
            socket.getInputStream().readAllBytes();
        }
    }
}
