package io.reqid;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The lookup that may reach everything in the JDK; handed to the hot path before that is loaded, and shown to nobody. */
public final class TrustedLookup {
    private static MethodHandles.@Nullable Lookup lookup;

    private TrustedLookup() {}

    /**
     * Hands the lookup over. Only the first one counts.
     *
     * @param trusted the lookup
     */
    public static void set(MethodHandles.Lookup trusted) {
        if (lookup == null) {
            lookup = trusted;
        }
    }

    static MethodHandles.Lookup get() {
        MethodHandles.Lookup trusted = lookup;
        if (trusted == null) {
            throw new IllegalStateException("nothing has started the agent");
        }
        return trusted;
    }
}
