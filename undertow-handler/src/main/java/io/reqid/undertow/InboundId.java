package io.reqid.undertow;

import io.reqid.RequestId;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the id that a client sent, as far as it may be believed. Never throws, never logs what it refused. Thread-safe. */
final class InboundId {
    private static final HttpString TRACEPARENT = new HttpString("traceparent");

    private final Inbound inbound;
    private final List<HttpString> acceptHeaders;
    private final Traceparent traceparent;
    private final Alphabet alphabet;
    private final Warnings warnings;

    InboundId(
            Inbound inbound,
            List<HttpString> acceptHeaders,
            Traceparent traceparent,
            Alphabet alphabet,
            Warnings warnings) {
        this.inbound = inbound;
        this.acceptHeaders = acceptHeaders;
        this.traceparent = traceparent;
        this.alphabet = alphabet;
        this.warnings = warnings;
    }

    /** {@return whether the inbound id only becomes the parent of a new one} */
    boolean isParent() {
        return inbound == Inbound.AS_PARENT;
    }

    /** {@return the first legal id among the trace id and the accepted headers, or null} */
    @Nullable
    RequestId of(HttpServerExchange exchange) {
        if (!mayRead(exchange)) {
            return null;
        }
        RequestId found = traceparent == Traceparent.USE_TRACE_ID ? traceId(exchange) : null;
        for (int i = 0; found == null && i < acceptHeaders.size(); i++) {
            found = accept(exchange, acceptHeaders.get(i));
        }
        return found;
    }

    private boolean mayRead(HttpServerExchange exchange) {
        try {
            return inbound.reads(exchange);
        } catch (Throwable thrown) {
            Thrown.rethrowIfFatal(thrown);
            warnings.trustFailed(thrown);
            return false;
        }
    }

    private @Nullable RequestId accept(HttpServerExchange exchange, HttpString header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value == null) {
            return null;
        }
        RequestId id = alphabet.admits(value) ? RequestId.parse(value).orElse(null) : null;
        if (id == null) {
            logRefusal(header, value);
        }
        return id;
    }

    private @Nullable RequestId traceId(HttpServerExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst(TRACEPARENT);
        if (value == null) {
            return null;
        }
        String traceId = TraceparentParser.traceId(value);
        if (traceId == null) {
            logRefusal(TRACEPARENT, value);
            return null;
        }
        return RequestId.parse(traceId).orElse(null);
    }

    private static void logRefusal(HttpString header, String value) {
        Warnings.LOG.debugf("Refused the %s of a request: an illegal value of %d characters", header, value.length());
    }
}
