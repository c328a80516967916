package io.reqid.undertow;

import io.reqid.Attribute;
import io.reqid.RequestContext;
import io.reqid.Scope;
import io.reqid.Snapshot;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Attachable;
import io.undertow.util.AttachmentKey;
import io.undertow.util.ConduitFactory;
import io.undertow.util.SameThreadExecutor;
import java.nio.channels.Channel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The request context of one exchange and everything that binds it: the task that runs the handler behind, the executor that
 * the exchange dispatches to, what is told of its end, and what wraps its response. What runs for the exchange is bound to
 * this, never to what the submitting thread happened to work for.
 *
 * <p>It is found by the exchange: as its executor while the handler behind runs for the first time, and as an attachment as
 * soon as anything else may come after that. Attaching makes a map, which costs more than all the rest, and most exchanges
 * are complete when their handler returns.
 *
 * <p>Like the exchange it is used by one thread at a time, the one that owns the exchange.
 */
final class ExchangeContext
        implements Runnable, HttpHandler, Executor, ExchangeCompletionListener, ConduitWrapper<StreamSinkConduit> {
    static final AttachmentKey<ExchangeContext> KEY = AttachmentKey.create(ExchangeContext.class);

    private static final Attribute<ExchangeContext> OF_REQUEST = Attribute.named("exchange");

    /** Takes {@link #run} only, which must run where it is dispatched. */
    private static final Executor IN_PLACE = Runnable::run;

    private final HttpServerExchange exchange;
    private final Settings settings;
    private final @Nullable RequestContext context;
    private final Snapshot snapshot;
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
        this.usualExecutor = exchange.getDispatchExecutor();
        this.nextExecutor = usualExecutor;
    }

    static @Nullable ExchangeContext of(HttpServerExchange exchange) {
        ExchangeContext attached = exchange.getAttachment(KEY);
        return attached == null ? unattached(exchange) : attached;
    }

    /** Where the handler behind has just displaced the executor, it is on the thread, and so under the request, itself. */
    private static @Nullable ExchangeContext unattached(HttpServerExchange exchange) {
        if (exchange.getDispatchExecutor() instanceof ExchangeContext executor && executor.exchange == exchange) {
            return executor;
        }
        RequestContext current = RequestContext.current();
        ExchangeContext candidate = current == null ? null : current.get(OF_REQUEST);
        return candidate != null && candidate.exchange == exchange ? candidate : null;
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

    Scope bind() {
        return snapshot.bind();
    }

    /** Makes this the exchange's context; only the first one of an exchange may. */
    void adopt() {
        if (context == null) {
            attach();
        } else {
            context.set(OF_REQUEST, this);
        }
        exchange.addExchangeCompleteListener(this);
        if (exchange.isResponseChannelAvailable()) {
            exchange.addResponseWrapper(this);
        } else {
            attach();
        }
        if (!exchange.isRequestComplete() && exchange.isRequestChannelAvailable()) {
            exchange.addRequestWrapper(new RequestWrapper(this));
        }
    }

    private void attach() {
        exchange.putAttachment(KEY, this);
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
            nextExecutor = IN_PLACE;
            exchange.dispatch((Executor) this, (Runnable) this);
            return;
        }
        attach();
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

    /**
     * Ends the request context when the exchange is complete. This was added first, so it runs after the application's
     * listeners. Nothing is unbound here: another thread, or this one, may be inside a scope of the exchange, and closes it
     * itself.
     */
    @Override
    public void exchangeEvent(HttpServerExchange completed, NextListener nextListener) {
        if (context != null) {
            context.end();
        }
        nextListener.proceed();
    }

    @Override
    public StreamSinkConduit wrap(ConduitFactory<StreamSinkConduit> factory, HttpServerExchange wrapped) {
        if (wrapped.isUpgrade()) {
            attach(); // who is called with the new connection has the attachments, and not the exchange
        }
        return ResponseBinding.wrap(factory, wrapped, this);
    }

    @Override
    public void handleRequest(HttpServerExchange ignored) throws Exception {
        try {
            next.handleRequest(exchange);
        } finally {
            stayFound();
        }
        if (exchange.isDispatched()) {
            adoptDispatchExecutor();
        }
    }

    /** Of a complete exchange nobody takes the executor away any more. */
    private void stayFound() {
        if (exchange.getDispatchExecutor() != this || exchange.isDispatched() || !exchange.isComplete()) {
            attach();
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
        if (target == IN_PLACE) {
            task.run();
        } else if (exchange.isComplete() || UndertowTasks.isReaderOfNextRequest(task)) {
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
