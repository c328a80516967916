package io.reqid;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A map from objects, by identity and without keeping them alive, to what is known of them. Thread-safe. */
final class SideTable<K, V> {
    private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<K> collected = new ReferenceQueue<>();

    void put(K key, V value) {
        purge();
        values.put(new Key<>(key, collected), value);
    }

    @Nullable
    V get(K key) {
        purge();
        return values.get(new Probe(key));
    }

    @Nullable
    V remove(K key) {
        purge();
        return values.remove(new Probe(key));
    }

    private void purge() {
        Reference<? extends K> key = collected.poll();
        while (key != null) {
            values.remove(key);
            key = collected.poll();
        }
    }

    /** A key that is kept: equal to itself, and to any other key for its object while that lives. */
    private static final class Key<K> extends WeakReference<K> {
        private final int hash;

        Key(K object, ReferenceQueue<K> collected) {
            super(object, collected);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key<?> key && isOf(key.get()));
        }

        private boolean isOf(@Nullable Object object) {
            return object != null && object == get();
        }
    }

    /** What a key is looked up by; the table asks it, not the key, whether the two are equal. */
    private record Probe(Object object) {
        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key<?> key && key.get() == object;
        }
    }
}
