package io.reqid.benchmarks.search;

import java.util.SplittableRandom;

/** Makes ids of all the kinds that services see, the same ones for the same seed, among them some that begin like others. */
final class RequestIds {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String HEX = "0123456789abcdef";

    private final SplittableRandom random;
    private int orders;

    RequestIds(SplittableRandom random) {
        this.random = random;
    }

    /** {@return an id for a request that begins at the time; no two calls return the same} */
    String next(long epochMillis) {
        int kind = random.nextInt(20);
        if (kind < 15) {
            return ulid(epochMillis);
        }
        if (kind < 18) {
            return uuid();
        }
        orders++;
        // order-1 begins like order-10, and stands inside of eu.order-1
        return (kind == 18 ? "order-" : "eu.order-") + orders;
    }

    /** {@return an id with the time in it} */
    String ulid(long epochMillis) {
        StringBuilder id = new StringBuilder(26);
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(CROCKFORD.charAt((int) (epochMillis >>> shift & 31)));
        }
        return append(CROCKFORD, 16, id).toString();
    }

    private String uuid() {
        StringBuilder id = new StringBuilder(36);
        append(HEX, 8, id).append('-');
        append(HEX, 4, id).append("-4");
        append(HEX, 3, id).append("-a");
        append(HEX, 3, id).append('-');
        return append(HEX, 12, id).toString();
    }

    private StringBuilder append(String alphabet, int count, StringBuilder out) {
        for (int i = 0; i < count; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out;
    }
}
