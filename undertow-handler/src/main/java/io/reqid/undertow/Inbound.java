package io.reqid.undertow;

import io.undertow.server.HttpServerExchange;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RequestIdHandler} does with an id that the client sent. An id is a name, not a proof of anything: a server that
 * faces the internet should choose {@link #NEVER} or {@link #trusted(Predicate)}, or else a client can give two requests the
 * same id. Immutable.
 */
public final class Inbound {
    /** A legal id is taken over; for anything else a new one is made. The default. */
    public static final Inbound VALIDATED = new Inbound("VALIDATED", null);

    /** Every request gets a new id; inbound headers are not read. */
    public static final Inbound NEVER = new Inbound("NEVER", null);

    /** Every request gets a new id; a legal inbound one becomes {@link io.reqid.RequestContext#parentId()}. */
    public static final Inbound AS_PARENT = new Inbound("AS_PARENT", null);

    private final String name;
    private final @Nullable Predicate<HttpServerExchange> trust;

    private Inbound(String name, @Nullable Predicate<HttpServerExchange> trust) {
        this.name = name;
        this.trust = trust;
    }

    /**
     * {@return {@link #VALIDATED} for the exchanges that the predicate accepts, {@link #NEVER} for all others}
     *
     * @param trust tells whether this client may name its requests, for example by its address; called on the exchange's
     *     thread before the id is chosen. One that throws trusts nobody, and is warned of once.
     * @throws NullPointerException if {@code trust} is null
     */
    public static Inbound trusted(Predicate<HttpServerExchange> trust) {
        return new Inbound("trusted", Objects.requireNonNull(trust, "trust"));
    }

    boolean reads(HttpServerExchange exchange) {
        return this != NEVER && (trust == null || trust.test(exchange));
    }

    @Override
    public String toString() {
        return name;
    }
}
