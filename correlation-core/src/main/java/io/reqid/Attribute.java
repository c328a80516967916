package io.reqid;

import java.util.Objects;

/**
 * The key of something that a request carries, compared by identity. Thread-safe; meant for {@code static final} fields.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // it is what get and set of RequestContext are typed by
public final class Attribute<T> {
    private final String name;

    private Attribute(String name) {
        this.name = name;
    }

    /**
     * {@return a new key}
     *
     * @param <T> the type of the value
     * @param name what messages call it; need not be unique
     */
    public static <T> Attribute<T> named(String name) {
        return new Attribute<>(Objects.requireNonNull(name, "name"));
    }

    /** {@return the name that was given to this key} */
    public String name() {
        return name;
    }

    /** {@return the name, for a person to read} */
    @Override
    public String toString() {
        return "Attribute[" + name + "]";
    }
}
