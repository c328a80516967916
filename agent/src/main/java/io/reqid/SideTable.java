package io.reqid;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A map from objects, by identity and without keeping them alive, to what is known of them. Looking something up takes no
 * lock and makes no object: it happens twice for each task of a pool. Thread-safe.
 */
final class SideTable<K, V> {
    private static final int STRIPES = 16;

    private final Stripe<K, V>[] stripes;
    private final ReferenceQueue<K> collected = new ReferenceQueue<>();

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    SideTable() {
        stripes = new Stripe[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe<>();
        }
    }

    void put(K key, V value) {
        purge();
        int hash = hash(key);
        stripe(hash).put(key, hash, value, collected);
    }

    @Nullable
    V get(K key) {
        purge();
        int hash = hash(key);
        Entry<K, V> entry = Stripe.find(stripe(hash).table, key, hash);
        return entry == null ? null : entry.value;
    }

    @Nullable
    V remove(K key) {
        purge();
        int hash = hash(key);
        return stripe(hash).remove(key, hash);
    }

    private Stripe<K, V> stripe(int hash) {
        return stripes[hash >>> 28];
    }

    /** Spreads over all bits what differs in the few that an identity hash code has. */
    private static int hash(Object key) {
        return System.identityHashCode(key) * 0x9E3779B9;
    }

    private void purge() {
        Reference<? extends K> key = collected.poll();
        while (key != null) {
            ((Entry<?, ?>) key).value = null;
            key = collected.poll();
        }
    }

    /** Stays in its place, without a value, until the table is made again. */
    private static final class Entry<K, V> extends WeakReference<K> {
        final int hash;
        volatile @Nullable V value;

        Entry(K key, int hash, V value, ReferenceQueue<K> collected) {
            super(key, collected);
            this.hash = hash;
            this.value = value;
        }
    }

    /** A part with a lock of its own for those that write: open addressing, never more than half full. */
    private static final class Stripe<K, V> {
        private static final int SMALLEST = 8;

        volatile AtomicReferenceArray<@Nullable Entry<K, V>> table = new AtomicReferenceArray<>(SMALLEST);
        private int used;

        static <K, V> @Nullable Entry<K, V> find(AtomicReferenceArray<@Nullable Entry<K, V>> table, K key, int hash) {
            int mask = table.length() - 1;
            for (int i = hash & mask; ; i = (i + 1) & mask) {
                Entry<K, V> entry = table.getAcquire(i);
                if (entry == null || (entry.hash == hash && entry.get() == key)) {
                    return entry;
                }
            }
        }

        synchronized void put(K key, int hash, V value, ReferenceQueue<K> collected) {
            Entry<K, V> known = find(table, key, hash);
            if (known != null) {
                known.value = value;
                return;
            }
            if (2 * (used + 1) > table.length()) {
                makeAgain();
            }
            insert(table, new Entry<>(key, hash, value, collected));
        }

        synchronized @Nullable V remove(K key, int hash) {
            Entry<K, V> known = find(table, key, hash);
            if (known == null) {
                return null;
            }
            V value = known.value;
            known.value = null;
            return value;
        }

        private void makeAgain() {
            AtomicReferenceArray<@Nullable Entry<K, V>> old = table;
            int live = 0;
            for (int i = 0; i < old.length(); i++) {
                live += isLive(old.get(i)) ? 1 : 0;
            }
            int length = SMALLEST;
            while (length < 4 * (live + 1)) {
                length *= 2;
            }
            AtomicReferenceArray<@Nullable Entry<K, V>> made = new AtomicReferenceArray<>(length);
            used = 0;
            for (int i = 0; i < old.length(); i++) {
                Entry<K, V> entry = old.get(i);
                if (entry != null && entry.value != null) {
                    insert(made, entry);
                }
            }
            table = made;
        }

        private static boolean isLive(@Nullable Entry<?, ?> entry) {
            return entry != null && entry.value != null;
        }

        private void insert(AtomicReferenceArray<@Nullable Entry<K, V>> into, Entry<K, V> entry) {
            int mask = into.length() - 1;
            int at = entry.hash & mask;
            while (into.get(at) != null) {
                at = (at + 1) & mask;
            }
            into.setRelease(at, entry);
            used++;
        }
    }
}
