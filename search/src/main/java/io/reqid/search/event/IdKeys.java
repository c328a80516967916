package io.reqid.search.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which the id of a request may stand, in an MDC or as a field of JSON. Immutable.
 *
 * @param names most preferred first; of the first that an event has, the value is its id
 * @param chosen whether the user named the key
 */
record IdKeys(List<String> names, boolean chosen) {
    private static final IdKeys USUAL = new IdKeys(
            List.of(
                    "reqId",
                    "http.request.id",
                    "requestId",
                    "request_id",
                    "request.id",
                    "req_id",
                    "reqid",
                    "requestid",
                    "request-id",
                    "X-Request-ID",
                    "X-Request-Id",
                    "x-request-id",
                    "correlationId",
                    "correlation_id",
                    "correlation.id",
                    "correlation-id",
                    "X-Correlation-ID",
                    "X-Correlation-Id",
                    "x-correlation-id"),
            false);

    static IdKeys usual() {
        return USUAL;
    }

    static IdKeys named(String name) {
        return new IdKeys(List.of(name), true);
    }

    /** {@return how preferred a key is, 0 for most, or -1 if no id stands under it} */
    int rank(String key) {
        return names.indexOf(key);
    }

    /** {@return the id that a value stands for, or null if it says that there is none} */
    static @Nullable String idOf(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("-") ? null : value.strip();
    }
}
