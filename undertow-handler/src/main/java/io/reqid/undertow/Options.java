package io.reqid.undertow;

import io.reqid.RequestId;
import io.reqid.RequestIdGenerator;
import io.reqid.RequestIdGenerators;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the options of a handler one by one. Every value may come from a configuration file, so every one may be null. */
final class Options {
    private static final int MAX_SHOWN = 40;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Set<String> NEEDED_BY_HTTP = Set.of(
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "date",
            "expect",
            "host",
            "keep-alive",
            "location",
            "proxy-authenticate",
            "proxy-authorization",
            "server",
            "set-cookie",
            "te",
            "traceparent",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate");

    private HttpString header = new HttpString("X-Request-ID");
    private @Nullable List<HttpString> acceptHeaders;
    private Inbound inbound = Inbound.VALIDATED;
    private int maxLength = RequestId.MAX_LENGTH;
    private String alphabet = "";
    private Traceparent traceparent = Traceparent.OFF;
    private RequestIdGenerator generator = RequestIdGenerators.timeOrdered();
    private boolean echo = true;
    private boolean rewriteRequestHeader;
    private AccessLine accessLine = AccessLine.OFF;
    private Mode mode = Mode.DISPATCH;

    void header(@Nullable String name) {
        header = headerName("header", name);
    }

    void acceptHeaders(String @Nullable ... names) {
        if (names == null || names.length == 0) {
            throw illegal("acceptHeaders", names == null ? null : "", "at least one header name");
        }
        List<HttpString> accepted = new ArrayList<>();
        for (String name : names) {
            accepted.add(headerName("acceptHeaders", name));
        }
        acceptHeaders = List.copyOf(accepted);
    }

    void inbound(@Nullable Inbound policy) {
        inbound = notNull("inbound", policy, "VALIDATED, NEVER, AS_PARENT or trusted(...)");
    }

    void trusted(@Nullable Predicate<HttpServerExchange> trust) {
        inbound = Inbound.trusted(notNull("trusted", trust, "a predicate"));
    }

    void maxLength(int characters) {
        if (characters < 1 || characters > RequestId.MAX_LENGTH) {
            throw illegal("maxLength", Integer.toString(characters), "1 to " + RequestId.MAX_LENGTH);
        }
        maxLength = characters;
    }

    void alphabet(@Nullable String characters) {
        if (characters == null
                || characters.isEmpty()
                || !characters.chars().allMatch(c -> Alphabet.isLegal((char) c))) {
            throw illegal("alphabet", characters, "at least one character, all of them of " + Alphabet.LEGAL);
        }
        alphabet = characters;
    }

    void traceparent(@Nullable Traceparent use) {
        traceparent = notNull("traceparent", use, "OFF or USE_TRACE_ID");
    }

    void generator(@Nullable RequestIdGenerator next) {
        generator = notNull("generator", next, "a generator, for example RequestIdGenerators.timeOrdered()");
    }

    void echo(boolean on) {
        echo = on;
    }

    void rewriteRequestHeader(boolean on) {
        rewriteRequestHeader = on;
    }

    void accessLine(@Nullable AccessLine lines) {
        accessLine = notNull("accessLine", lines, "OFF, END or START_END");
    }

    void mode(@Nullable Mode chosen) {
        mode = notNull("mode", chosen, "DISPATCH or NESTED");
    }

    Settings settings(Warnings warnings) {
        List<HttpString> accepted = acceptHeaders == null ? Settings.defaultAcceptHeaders(header) : acceptHeaders;
        InboundId inboundId =
                new InboundId(inbound, accepted, traceparent, new Alphabet(alphabet, maxLength), warnings);
        return new Settings(header, inboundId, generator, echo, rewriteRequestHeader, accessLine, mode);
    }

    private static HttpString headerName(String option, @Nullable String name) {
        if (name == null || !TOKEN.matcher(name).matches()) {
            throw illegal(option, name, "a header name of 1 to 64 letters, digits and !#$%&'*+-.^_`|~");
        }
        if (NEEDED_BY_HTTP.contains(name.toLowerCase(Locale.ROOT))) {
            throw illegal(option, name, "a header that HTTP does not need itself, for example X-Request-ID");
        }
        return new HttpString(name);
    }

    private static <T> T notNull(String option, @Nullable T value, String allowed) {
        if (value == null) {
            throw illegal(option, null, allowed);
        }
        return value;
    }

    static IllegalArgumentException illegal(String option, @Nullable String found, String allowed) {
        String shown = found == null ? "null" : "'" + Printable.of(found, MAX_SHOWN) + "'";
        return new IllegalArgumentException(option + " must be " + allowed + ", found " + shown);
    }
}
