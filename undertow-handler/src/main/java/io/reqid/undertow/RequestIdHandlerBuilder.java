package io.reqid.undertow;

import io.undertow.server.HandlerWrapper;
import io.undertow.server.handlers.builder.HandlerBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The handler {@code request-id} of Undertow's predicate language, for {@code undertow-handlers.conf}:
 * {@code request-id(header='X-Request-ID')}. Undertow finds it by itself. All parameters may be left out; they are the
 * options of {@link RequestIdHandler.Builder} that can be written as text: {@code header} (also as the only value),
 * {@code accept-headers}, {@code inbound} ({@code validated}, {@code never} or {@code as-parent}), {@code max-length},
 * {@code alphabet}, {@code traceparent} ({@code off} or {@code use-trace-id}), {@code echo},
 * {@code rewrite-request-header} and {@code access-line} ({@code off}, {@code end} or {@code start-end}). The mode is always
 * {@link Mode#NESTED}, because {@code restart} looks at the exchange after the handler has returned. Thread-safe.
 */
public final class RequestIdHandlerBuilder implements HandlerBuilder {
    private static final Map<String, Class<?>> PARAMETERS = Map.of(
            "header", String.class,
            "accept-headers", String[].class,
            "inbound", String.class,
            "max-length", Integer.class,
            "alphabet", String.class,
            "traceparent", String.class,
            "echo", Boolean.class,
            "rewrite-request-header", Boolean.class,
            "access-line", String.class);

    /** Called by {@code ServiceLoader}. */
    public RequestIdHandlerBuilder() {}

    @Override
    public String name() {
        return "request-id";
    }

    @Override
    public Map<String, Class<?>> parameters() {
        return PARAMETERS;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of();
    }

    @Override
    public String defaultParameter() {
        return "header";
    }

    /**
     * {@return a wrapper with the options that the parameters name}
     *
     * @param config the parameters; may be null, as Undertow passes it for a handler without parameters
     * @throws IllegalArgumentException if a parameter is unknown or its value is illegal
     */
    @Override
    public HandlerWrapper build(@Nullable Map<String, Object> config) {
        RequestIdHandler.Builder builder = RequestIdHandler.builder().mode(Mode.NESTED);
        if (config != null) {
            new TreeMap<>(config).forEach((name, value) -> apply(builder, name, value));
        }
        return builder.wrapper();
    }

    private static void apply(RequestIdHandler.Builder builder, String name, Object value) {
        switch (name) {
            case "header" -> builder.header((String) value);
            case "accept-headers" -> builder.acceptHeaders((String[]) value);
            case "inbound" -> builder.inbound(inbound((String) value));
            case "max-length" -> builder.maxLength((Integer) value);
            case "alphabet" -> builder.alphabet((String) value);
            case "traceparent" -> builder.traceparent(choice(Traceparent.class, name, (String) value));
            case "echo" -> builder.echo((Boolean) value);
            case "rewrite-request-header" -> builder.rewriteRequestHeader((Boolean) value);
            case "access-line" -> builder.accessLine(choice(AccessLine.class, name, (String) value));
            default -> throw Options.illegal("parameter of request-id", name, "one of " + names(PARAMETERS.keySet()));
        }
    }

    private static Inbound inbound(String value) {
        return switch (value) {
            case "validated" -> Inbound.VALIDATED;
            case "never" -> Inbound.NEVER;
            case "as-parent" -> Inbound.AS_PARENT;
            default -> throw Options.illegal("inbound", value, "validated, never or as-parent");
        };
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        Map<String, E> choices = new TreeMap<>();
        for (E choice : type.getEnumConstants()) {
            choices.put(choice.name().toLowerCase(Locale.ROOT).replace('_', '-'), choice);
        }
        E chosen = choices.get(value);
        if (chosen == null) {
            throw Options.illegal(name, value, "one of " + names(choices.keySet()));
        }
        return chosen;
    }

    private static String names(Set<String> names) {
        return String.join(", ", new java.util.TreeSet<>(names));
    }
}
