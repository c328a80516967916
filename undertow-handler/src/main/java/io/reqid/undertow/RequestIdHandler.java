package io.reqid.undertow;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.RequestIdGenerator;
import io.reqid.Snapshot;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives every exchange its request id, taken from the client or new, and keeps it current wherever Undertow works for the
 * exchange: the handler behind, dispatched tasks, late reads and writes, listeners, and Undertow's own error lines. Make it
 * the outermost handler:
 *
 * <pre>{@code
 * Undertow.builder().addHttpListener(8080, "localhost").setHandler(RequestIdHandler.wrap(application)).build();
 * }</pre>
 *
 * <p>It never fails a request: without a usable generator the request goes on without an id. A second handler of this kind in
 * the same chain changes nothing. Immutable and thread-safe.
 */
public final class RequestIdHandler implements HttpHandler {
    private final HttpHandler next;
    private final Settings settings;
    private final Warnings warnings;

    RequestIdHandler(HttpHandler next, Settings settings, Warnings warnings) {
        this.next = Objects.requireNonNull(next, "next");
        this.settings = settings;
        this.warnings = warnings;
    }

    /**
     * {@return a handler with the defaults of {@link #builder()} in front of {@code next}}
     *
     * @param next what handles the exchanges
     * @throws NullPointerException if {@code next} is null
     */
    public static RequestIdHandler wrap(HttpHandler next) {
        return builder().wrap(next);
    }

    /** {@return a wrapper with the defaults of {@link #builder()}, for whatever takes an Undertow handler wrapper} */
    public static HandlerWrapper wrapper() {
        return builder().wrapper();
    }

    /** {@return a builder with all options at their defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Called by Undertow; an application passes this object to its server instead. */
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        ExchangeContext existing = ExchangeContext.of(exchange);
        if (existing != null) {
            existing.enter(next);
            return;
        }
        ExchangeContext exchangeContext = begin(exchange);
        AccessLog.start(exchange, exchangeContext);
        exchangeContext.enter(next, settings.mode());
    }

    private ExchangeContext begin(HttpServerExchange exchange) {
        RequestContext context = newContext(exchange);
        ExchangeContext exchangeContext = new ExchangeContext(exchange, settings, context, snapshotOf(context), next);
        exchangeContext.adopt();
        if (context != null && settings.rewriteRequestHeader()) {
            exchange.getRequestHeaders().put(settings.header(), context.id().value());
        }
        return exchangeContext;
    }

    /** Always overwrites what the thread may hold: it is about to work for this exchange and no other. */
    private static Snapshot snapshotOf(@Nullable RequestContext context) {
        if (context == null) {
            return RequestContext.CURRENT.<Snapshot, RuntimeException>callUnbound(Snapshot::capture);
        }
        return RequestContext.CURRENT.<Snapshot, RuntimeException>call(context, Snapshot::capture);
    }

    private @Nullable RequestContext newContext(HttpServerExchange exchange) {
        RequestId inbound = settings.inboundId().of(exchange);
        if (inbound != null && !settings.inboundId().isParent()) {
            return RequestContext.begin(inbound);
        }
        RequestId generated = generate();
        return generated == null ? null : RequestContext.begin(generated, inbound);
    }

    private @Nullable RequestId generate() {
        try {
            return Objects.requireNonNull(settings.generator().next(), "the generator returned null");
        } catch (Throwable thrown) {
            Thrown.rethrowIfFatal(thrown);
            warnings.generatorFailed(thrown);
            return null;
        }
    }

    @Override
    public String toString() {
        return "request-id(header='" + settings.header() + "')";
    }

    /**
     * The options of a {@link RequestIdHandler}. An illegal value is refused by the method it is given to, with an
     * {@link IllegalArgumentException} that names the option, what was found and what is allowed. Not thread-safe; may be
     * used for several handlers.
     */
    public static final class Builder {
        private final Options options = new Options();

        private Builder() {}

        /**
         * Sets the header that the id is echoed in, the first one that an inbound id is taken from, and the one that
         * {@link #rewriteRequestHeader(boolean)} writes. Default: {@code X-Request-ID}.
         *
         * @param name an HTTP token of 1 to 64 characters, in any case; not a header that HTTP itself needs
         * @return this
         * @throws IllegalArgumentException if the name is anything else
         */
        public Builder header(String name) {
            options.header(name);
            return this;
        }

        /**
         * Sets the headers that an inbound id is taken from, in this order; the first legal value wins, and of a header that
         * was sent several times only the first value is looked at. Default: the {@link #header(String)} and
         * {@code X-Correlation-ID}.
         *
         * @param names at least one, each as in {@link #header(String)}
         * @return this
         * @throws IllegalArgumentException if there is none, or one is not a legal name
         */
        public Builder acceptHeaders(String... names) {
            options.acceptHeaders(names);
            return this;
        }

        /**
         * Sets what an inbound id is good for. Default: {@link Inbound#VALIDATED}.
         *
         * @param policy the policy
         * @return this
         * @throws IllegalArgumentException if the policy is null
         */
        public Builder inbound(Inbound policy) {
            options.inbound(policy);
            return this;
        }

        /**
         * Short for {@code inbound(Inbound.trusted(trust))}.
         *
         * @param trust tells whether this client may name its requests
         * @return this
         * @throws IllegalArgumentException if the predicate is null
         */
        public Builder trusted(Predicate<HttpServerExchange> trust) {
            options.trusted(trust);
            return this;
        }

        /**
         * Sets how many characters an inbound id may have. Default: 128. A trace id is not measured.
         *
         * @param characters 1 to 128
         * @return this
         * @throws IllegalArgumentException if the number is anything else
         */
        public Builder maxLength(int characters) {
            options.maxLength(characters);
            return this;
        }

        /**
         * Sets the characters that an inbound id may have. Default: all of {@code [A-Za-z0-9_.=+-]}, those of
         * {@link RequestId}. A trace id is not measured.
         *
         * @param characters at least one, each of them from the default set
         * @return this
         * @throws IllegalArgumentException if there is none, or another one
         */
        public Builder alphabet(String characters) {
            options.alphabet(characters);
            return this;
        }

        /**
         * Sets whether the W3C {@code traceparent} header is read. Default: {@link Traceparent#OFF}.
         *
         * @param use the use
         * @return this
         * @throws IllegalArgumentException if {@code use} is null
         */
        public Builder traceparent(Traceparent use) {
            options.traceparent(use);
            return this;
        }

        /**
         * Sets what makes new ids. Default: {@link io.reqid.RequestIdGenerators#timeOrdered()}. When it throws or returns
         * null the request goes on without an id, and one warning is logged.
         *
         * @param generator a thread-safe generator
         * @return this
         * @throws IllegalArgumentException if the generator is null
         */
        public Builder generator(RequestIdGenerator generator) {
            options.generator(generator);
            return this;
        }

        /**
         * Sets whether the response carries the id, written when the response is committed, in place of what the application
         * may have set. Default: true.
         *
         * @param on whether
         * @return this
         */
        public Builder echo(boolean on) {
            options.echo(on);
            return this;
        }

        /**
         * Sets whether the request's {@link #header(String)} is replaced by the id, so that handlers behind and proxied
         * servers see it. Default: false.
         *
         * @param on whether
         * @return this
         */
        public Builder rewriteRequestHeader(boolean on) {
            options.rewriteRequestHeader(on);
            return this;
        }

        /**
         * Sets whether an access line is logged. Default: {@link AccessLine#OFF}.
         *
         * @param lines which
         * @return this
         * @throws IllegalArgumentException if {@code lines} is null
         */
        public Builder accessLine(AccessLine lines) {
            options.accessLine(lines);
            return this;
        }

        /**
         * Sets how the handler behind is run. Default: {@link Mode#DISPATCH}.
         *
         * @param mode the mode
         * @return this
         * @throws IllegalArgumentException if the mode is null
         */
        public Builder mode(Mode mode) {
            options.mode(mode);
            return this;
        }

        /**
         * {@return a handler with these options in front of {@code next}}
         *
         * @param next what handles the exchanges
         * @throws NullPointerException if {@code next} is null
         */
        public RequestIdHandler wrap(HttpHandler next) {
            Warnings warnings = new Warnings();
            return new RequestIdHandler(next, options.settings(warnings), warnings);
        }

        /** {@return a wrapper with these options; later changes to this builder do not reach it} */
        public HandlerWrapper wrapper() {
            Warnings warnings = new Warnings();
            Settings settings = options.settings(warnings);
            return next -> new RequestIdHandler(next, settings, warnings);
        }
    }
}
