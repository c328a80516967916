package io.reqid.undertow;

import io.reqid.RequestContext;
import io.undertow.attribute.ExchangeAttribute;
import io.undertow.attribute.ExchangeAttributeBuilder;
import io.undertow.attribute.ReadOnlyAttributeException;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

/**
 * The exchange attribute <code>%&#123;REQ_ID&#125;</code>: the request id, for access logs, {@code set(...)} and proxy headers. Undertow
 * finds its {@link Builder} by itself. Immutable and thread-safe.
 */
public final class RequestIdAttribute implements ExchangeAttribute {
    private static final String TOKEN = "%{REQ_ID}";
    private static final RequestIdAttribute INSTANCE = new RequestIdAttribute();

    private RequestIdAttribute() {}

    /** {@return the request id of the exchange, or null if it has none; Undertow prints that as {@code -}} */
    @Override
    public @Nullable String readAttribute(HttpServerExchange exchange) {
        RequestContext context = RequestIds.contextOf(exchange);
        return context == null ? null : context.id().value();
    }

    /**
     * An exchange's id does not change.
     *
     * @throws ReadOnlyAttributeException always
     */
    @Override
    public void writeAttribute(HttpServerExchange exchange, String newValue) throws ReadOnlyAttributeException {
        throw new ReadOnlyAttributeException("Request id", Printable.of(newValue, 40));
    }

    @Override
    public String toString() {
        return TOKEN;
    }

    /** What Undertow's {@code ServiceLoader} finds. */
    public static final class Builder implements ExchangeAttributeBuilder {
        /** Higher than that of Undertow's own attributes, which take any <code>%&#123;…&#125;</code>. */
        private static final int PRIORITY = 110;

        /** Called by {@code ServiceLoader}. */
        public Builder() {}

        @Override
        public String name() {
            return "Request id";
        }

        @Override
        public @Nullable ExchangeAttribute build(String token) {
            return TOKEN.equals(token) ? INSTANCE : null;
        }

        @Override
        public int priority() {
            return PRIORITY;
        }
    }
}
