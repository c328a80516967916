package io.reqid.undertow;

import static io.reqid.undertow.Place.optIn;
import static io.reqid.undertow.Place.right;

import io.reqid.ContextExecutors;
import io.reqid.Snapshot;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.session.InMemorySessionManager;
import io.undertow.server.session.Session;
import io.undertow.server.session.SessionCookieConfig;
import io.undertow.server.session.SessionListener;
import io.undertow.util.SameThreadExecutor;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executor;

/** Listeners of exchanges, connections and sessions. */
final class ListenerPlaces {
    private ListenerPlaces() {}

    static List<Place> all() {
        return List.of(
                right("response commit listener", stage -> {
                    stage.serve(exchange -> exchange.addResponseCommitListener(committed -> stage.log()));
                    stage.get();
                }),
                right("default response listener", stage -> {
                    stage.serve(exchange -> exchange.addDefaultResponseListener(ended -> {
                        stage.log();
                        return false;
                    }));
                    stage.get();
                }),
                right("completion listener", stage -> {
                    stage.serve(exchange -> exchange.addExchangeCompleteListener(logging(stage)));
                    stage.get();
                }),
                right("completion listener of a dispatched request", stage -> {
                    stage.serve(exchange -> {
                        exchange.addExchangeCompleteListener(logging(stage));
                        exchange.dispatch((HttpHandler) dispatched -> {});
                    });
                    stage.get();
                }),
                optIn("completion listener, ended by the application's thread", stage -> {
                            stage.serve(exchange -> {
                                exchange.addExchangeCompleteListener(logging(stage));
                                Executor executor =
                                        stage.wrapped ? ContextExecutors.wrap((Executor) stage.pool) : stage.pool;
                                exchange.dispatch(
                                        SameThreadExecutor.INSTANCE, () -> executor.execute(exchange::endExchange));
                            });
                            stage.get();
                        })
                        .http1(), // on HTTP/2 an IO thread may take the flush over, which has the id
                optIn("close listener of the connection", ListenerPlaces::connectionClosed)
                        .http1(),
                right("line of Undertow's access log", stage -> {
                    stage.serve(new AccessLogHandler(
                            exchange -> {}, line -> stage.log(), "common", ListenerPlaces.class.getClassLoader()));
                    stage.get();
                }),
                right("expiry of a session (none expected)", ListenerPlaces::sessionExpired));
    }

    private static ExchangeCompletionListener logging(Stage stage) {
        return (exchange, nextListener) -> {
            stage.log();
            nextListener.proceed();
        };
    }

    private static void connectionClosed(Stage stage) throws Exception {
        stage.serve(exchange -> {
            Snapshot captured = Snapshot.capture();
            exchange.getConnection().addCloseListener(closed -> {
                if (stage.wrapped) {
                    captured.run(stage::log);
                } else {
                    stage.log();
                }
            });
        });
        try (Socket socket = stage.server.socket()) {
            Stage.write(socket, stage.head("GET", "/", "X-Request-ID: " + stage.id));
            socket.getInputStream().read();
        }
    }

    /** The timer is set inside the request, but what fires belongs to no request. */
    private static void sessionExpired(Stage stage) throws Exception {
        stage.expectNone();
        InMemorySessionManager sessions = new InMemorySessionManager("places");
        sessions.registerSessionListener(new SessionListener() {
            @Override
            public void sessionDestroyed(
                    Session session, io.undertow.server.HttpServerExchange exchange, SessionDestroyedReason reason) {
                stage.log();
            }
        });
        sessions.start();
        stage.serve(exchange ->
                sessions.createSession(exchange, new SessionCookieConfig()).setMaxInactiveInterval(1));
        stage.get();
    }
}
