package io.reqid.agent.tests.chaos;

import io.reqid.AsyncLocal;
import io.reqid.RequestContext;
import java.util.Objects;

/**
 * What the generator knows that a line must see.
 *
 * @param id the id of the line's request; null outside any request
 * @param number the value of a second local; null where that is unbound
 */
record Expected(String id, Integer number) {
    static final AsyncLocal<Integer> NUMBER = AsyncLocal.named("number");
    static final Expected NOTHING = new Expected(null, null);

    static Expected seen() {
        return new Expected(RequestContext.currentId(), NUMBER.get());
    }

    Expected withNumber(int bound) {
        return new Expected(id, bound);
    }

    Expected outsideRequest() {
        return new Expected(null, number);
    }

    boolean isSeen() {
        return Objects.equals(RequestContext.currentId(), id) && Objects.equals(NUMBER.get(), number);
    }

    /** {@return whether what was seen is merely less than this, and nothing of another request's} */
    boolean isMissingIn(Expected seen) {
        return (seen.id == null || seen.id.equals(id)) && (seen.number == null || seen.number.equals(number));
    }

    @Override
    public String toString() {
        return id + (number == null ? "" : "+" + number);
    }
}
