package io.reqid.undertow;

import io.reqid.RequestContext;
import io.reqid.Scope;
import io.reqid.Snapshot;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Attachable;
import io.undertow.util.AttachmentKey;
import io.undertow.util.SameThreadExecutor;
import java.nio.channels.Channel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;

/**
 * The request context of one exchange and everything that binds it: the task that runs the handler behind, and the executor
 * that the exchange dispatches to. It is attached to the exchange, and the attachment is the truth: what runs for the
 * exchange is bound to this, never to what the submitting thread happened to work for.
 *
 * <p>Like the exchange it is used by one thread at a time, the one that owns the exchange.
 */
final class ExchangeContext implements Runnable, HttpHandler, Executor {
    static final AttachmentKey<ExchangeContext> KEY = AttachmentKey.create(ExchangeContext.class);

    private final HttpServerExchange exchange;
    private final Settings settings;
    private final @Nullable RequestContext context;
    private final Snapshot snapshot;
    private final long startNanos;
    private final @Nullable Executor usualExecutor;
    private @Nullable Executor nextExecutor;
    private HttpHandler next;

    ExchangeContext(
            HttpServerExchange exchange,
            Settings settings,
            @Nullable RequestContext context,
            Snapshot snapshot,
            HttpHandler next) {
        this.exchange = exchange;
        this.settings = settings;
        this.context = context;
        this.snapshot = snapshot;
        this.next = next;
        // reading the clock is dear beside the rest, and only an access line asks for it
        this.startNanos = settings.accessLine() == AccessLine.OFF ? 0 : System.nanoTime();
        this.usualExecutor = exchange.getDispatchExecutor();
        this.nextExecutor = usualExecutor;
    }

    static @Nullable ExchangeContext of(HttpServerExchange exchange) {
        return exchange.getAttachment(KEY);
    }

    /** Runs the body under the context that is attached to the attachable, or as it is if there is none. */
    static void bound(Attachable attachable, Runnable body) {
        ExchangeContext exchangeContext = attachable.getAttachment(KEY);
        if (exchangeContext == null) {
            body.run();
            return;
        }
        exchangeContext.snapshot.run(body);
    }

    Settings settings() {
        return settings;
    }

    @Nullable
    RequestContext context() {
        return context;
    }

    /** {@return when the exchange began; 0 if no access line will ask} */
    long startNanos() {
        return startNanos;
    }

    Scope bind() {
        return snapshot.bind();
    }

    /** Makes this the exchange's context; only the first one of an exchange may. */
    void attach() {
        exchange.putAttachment(KEY, this);
        exchange.addExchangeCompleteListener(Completion.INSTANCE);
        if (exchange.isResponseChannelAvailable()) {
            exchange.addResponseWrapper(ResponseWrapper.INSTANCE);
        }
        if (!exchange.isRequestComplete() && exchange.isRequestChannelAvailable()) {
            exchange.addRequestWrapper(RequestWrapper.INSTANCE);
        }
    }

    /** Runs the handler for the exchange under this context, unless the thread is under it already. */
    void enter(HttpHandler handler) throws Exception {
        if (RequestContext.current() == context) {
            handler.handleRequest(exchange);
        } else {
            enter(handler, settings.mode());
        }
    }

    void enter(HttpHandler handler, Mode mode) throws Exception {
        next = handler;
        if (mode == Mode.DISPATCH) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, (Runnable) this);
            return;
        }
        try (Scope request = bind()) {
            exchange.setDispatchExecutor(this);
            handleRequest(exchange);
        }
    }

    /** The task of {@link Mode#DISPATCH}: Undertow's whole loop for the handler behind, inside the scope. */
    @Override
    public void run() {
        try (Scope request = bind()) {
            exchange.setDispatchExecutor(this);
            Connectors.executeRootHandler(this, exchange);
        }
    }

    @Override
    public void handleRequest(HttpServerExchange ignored) throws Exception {
        next.handleRequest(exchange);
        if (exchange.isDispatched()) {
            adoptDispatchExecutor();
        }
    }

    /** An executor that the handler named in {@code dispatch(executor, …)} displaced this one; keep both. */
    private void adoptDispatchExecutor() {
        Executor chosen = exchange.getDispatchExecutor();
        if (chosen != null && chosen != this && chosen != SameThreadExecutor.INSTANCE) {
            nextExecutor = chosen;
            exchange.setDispatchExecutor(this);
        }
    }

    /** Takes what the exchange dispatches, on the thread that ends a handler's call. */
    @Override
    public void execute(Runnable task) {
        Executor target = takeNextExecutor();
        if (exchange.isComplete() || UndertowTasks.isReaderOfNextRequest(task)) {
            Snapshot.empty().run(() -> target.execute(task));
        } else {
            target.execute(snapshot.wrap(() -> runDispatched(task)));
        }
    }

    private Executor takeNextExecutor() {
        Executor taken = nextExecutor;
        nextExecutor = usualExecutor;
        return taken == null ? exchange.getConnection().getWorker() : taken;
    }

    private void runDispatched(Runnable task) {
        // Undertow forgets the executor before every dispatched task
        exchange.setDispatchExecutor(this);
        task.run();
    }

    /** Runs a channel listener of the exchange; what it throws is logged inside the scope, as XNIO001007. */
    <C extends Channel> void invoke(C channel, ChannelListener<? super C> listener) {
        if (exchange.isComplete()) {
            ChannelListeners.invokeChannelListener(channel, listener);
            return;
        }
        try (Scope request = bind()) {
            exchange.setDispatchExecutor(this);
            ChannelListeners.invokeChannelListener(channel, listener);
        }
    }
}
