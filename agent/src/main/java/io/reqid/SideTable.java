package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A map from objects, by identity and without keeping them alive, to what is known of them. Looking something up makes no
 * object: it happens twice for each task of a pool. Nothing waits for a lock: a virtual thread that waits leaves its carrier,
 * and may do so in the midst of a fork/join pool that others then spin for, on all carriers that there are. Thread-safe.
 */
final class SideTable<K, V> {
    private static final int STRIPES = 16;

    private final AtomicReferenceArray<Slots<K>> stripes = new AtomicReferenceArray<>(STRIPES);
    private final @Nullable ReferenceQueue<K> collected;

    /** Forgets what is known of collected objects when it is next used. */
    SideTable() {
        this(new ReferenceQueue<>());
    }

    private SideTable(@Nullable ReferenceQueue<K> collected) {
        this.collected = collected;
        for (int i = 0; i < STRIPES; i++) {
            stripes.set(i, new Slots<>(Slots.FEWEST));
        }
    }

    /**
     * {@return a table that forgets what is known of collected objects little by little, with what is put into it} Others ask
     * a reference queue, which has a lock.
     */
    static <K, V> SideTable<K, V> withoutQueue() {
        return new SideTable<>(null);
    }

    void put(K key, V value) {
        purge();
        int hash = hash(key);
        Slots<K> slots = stripes.get(stripe(hash));
        while (slots != null) {
            slots = slots.put(key, hash, value, collected);
        }
        Slots<K> first = stripes.get(stripe(hash));
        if (first.hasNext()) {
            stripes.compareAndSet(stripe(hash), first, first.copied());
        } else if (collected == null) {
            first.purgeSome(hash);
        }
    }

    @Nullable
    V get(K key) {
        purge();
        int hash = hash(key);
        Entry<K> entry = find(key, hash);
        return entry == null ? null : cast(entry.value);
    }

    @Nullable
    V remove(K key) {
        purge();
        int hash = hash(key);
        Entry<K> entry = find(key, hash);
        return entry == null ? null : cast(entry.take());
    }

    private @Nullable Entry<K> find(K key, int hash) {
        Slots<K> slots = stripes.get(stripe(hash));
        while (slots != null) {
            Entry<K> entry = slots.find(key, hash);
            if (entry != null) {
                return entry;
            }
            slots = slots.next();
        }
        return null;
    }

    @SuppressWarnings("unchecked") // only put gives entries values
    private @Nullable V cast(@Nullable Object value) {
        return value == Entry.LEFT_BEHIND ? null : (V) value;
    }

    private static int stripe(int hash) {
        return hash >>> 28;
    }

    /** Spreads over all bits what differs in the few that an identity hash code has. */
    private static int hash(Object key) {
        return System.identityHashCode(key) * 0x9E3779B9;
    }

    private void purge() {
        if (collected != null) {
            Reference<? extends K> key = collected.poll();
            while (key != null) {
                ((Entry<?>) key).take();
                key = collected.poll();
            }
        }
    }

    /**
     * Stays in its place, without a value, until there are other slots. Is left behind there if it has none by then, and
     * never has one again.
     */
    private static final class Entry<K> extends WeakReference<K> {
        static final Object LEFT_BEHIND = new Object();

        private static final VarHandle VALUE = value();

        final int hash;
        volatile @Nullable Object value;

        Entry(@Nullable K key, int hash, Object value, @Nullable ReferenceQueue<K> collected) {
            super(key, collected);
            this.hash = hash;
            this.value = value;
        }

        private static VarHandle value() {
            try {
                return MethodHandles.lookup().findVarHandle(Entry.class, "value", Object.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        boolean hasValue() {
            Object now = value;
            return now != null && now != LEFT_BEHIND;
        }

        /** {@return whether it has the value now} */
        boolean give(Object given) {
            Object before = value;
            while (before != LEFT_BEHIND) {
                if (VALUE.compareAndSet(this, before, given)) {
                    return true;
                }
                before = value;
            }
            return false;
        }

        /** {@return the value, which it has no longer} */
        @Nullable
        Object take() {
            Object before = value;
            while (before != null && before != LEFT_BEHIND && !VALUE.compareAndSet(this, before, null)) {
                before = value;
            }
            return before;
        }

        /** {@return whether it has no value and never will} */
        boolean leaveBehind() {
            return value == LEFT_BEHIND || (value == null && VALUE.compareAndSet(this, null, LEFT_BEHIND));
        }
    }

    /**
     * Open addressing in an array that never shrinks or grows. When half of it is used, what has a value is copied into other
     * slots, by each thread that comes by until one is done: an empty slot is closed first, so that nothing is put into it
     * unseen.
     */
    private static final class Slots<K> {
        static final int FEWEST = 8;

        private static final Entry<?> CLOSED = new Entry<>(null, 0, Entry.LEFT_BEHIND, null);

        private final AtomicReferenceArray<@Nullable Entry<K>> entries;
        private final AtomicInteger used = new AtomicInteger();
        private final AtomicReference<@Nullable Slots<K>> next = new AtomicReference<>();

        Slots(int length) {
            entries = new AtomicReferenceArray<>(length);
        }

        boolean hasNext() {
            return next.get() != null;
        }

        @Nullable
        Slots<K> next() {
            return next.get();
        }

        @Nullable
        Entry<K> find(K key, int hash) {
            int mask = entries.length() - 1;
            for (int tries = 0, i = hash & mask; tries <= mask; tries++, i = (i + 1) & mask) {
                Entry<K> entry = entries.get(i);
                if (entry == null || entry == CLOSED) {
                    return null;
                }
                if (entry.hash == hash && entry.get() == key) {
                    return entry.value == Entry.LEFT_BEHIND ? null : entry;
                }
            }
            return null;
        }

        /** {@return the slots to put it into instead; null if it is here} */
        @Nullable
        Slots<K> put(K key, int hash, Object value, @Nullable ReferenceQueue<K> collected) {
            int mask = entries.length() - 1;
            Entry<K> made = null;
            for (int tries = 0, i = hash & mask; tries <= mask; i = (i + 1) & mask) {
                Entry<K> entry = entries.get(i);
                if (entry == null) {
                    if (2 * (used.get() + 1) > entries.length()) {
                        return copied();
                    }
                    made = made == null ? new Entry<>(key, hash, value, collected) : made;
                    if (entries.compareAndSet(i, null, made)) {
                        used.incrementAndGet();
                        return null;
                    }
                    entry = entries.get(i);
                }
                if (entry == CLOSED) {
                    return copied();
                }
                if (entry.hash == hash && entry.get() == key) {
                    return entry.give(value) ? null : copied();
                }
                tries++;
            }
            return copied();
        }

        /** {@return other slots, into which everything has been copied that has a value} */
        Slots<K> copied() {
            Slots<K> others = next.get();
            if (others == null) {
                Slots<K> made = new Slots<>(roomyLength());
                Slots<K> before = next.compareAndExchange(null, made);
                others = before == null ? made : before;
            }
            for (int i = 0; i < entries.length(); i++) {
                Entry<K> entry = entries.get(i);
                while (entry == null) {
                    entries.compareAndSet(i, null, closed());
                    entry = entries.get(i);
                }
                if (entry != CLOSED && !entry.leaveBehind()) {
                    Slots<K> into = others;
                    while (into != null) {
                        into = into.adopt(entry);
                    }
                }
            }
            return others;
        }

        private int roomyLength() {
            int live = 0;
            for (int i = 0; i < entries.length(); i++) {
                Entry<K> entry = entries.get(i);
                purge(entry);
                live += entry != null && entry.hasValue() ? 1 : 0;
            }
            int length = FEWEST;
            while (length < 4 * (live + 1)) {
                length *= 2;
            }
            return length;
        }

        /** {@return the slots that it is to be adopted by instead; null if it is here} */
        private @Nullable Slots<K> adopt(Entry<K> adopted) {
            int mask = entries.length() - 1;
            for (int tries = 0, i = adopted.hash & mask; tries <= mask; tries++, i = (i + 1) & mask) {
                Entry<K> entry = entries.get(i);
                if (entry == null) {
                    if (entries.compareAndSet(i, null, adopted)) {
                        used.incrementAndGet();
                        return null;
                    }
                    entry = entries.get(i);
                }
                if (entry == adopted) {
                    return null;
                }
                if (entry == CLOSED) {
                    return copied();
                }
            }
            return copied();
        }

        @SuppressWarnings("unchecked") // it has no key
        private static <K> Entry<K> closed() {
            return (Entry<K>) CLOSED;
        }

        /** Takes their values from two entries, if their keys are collected. */
        void purgeSome(int hash) {
            int mask = entries.length() - 1;
            purge(entries.get((hash >>> 8) & mask));
            purge(entries.get((hash >>> 16) & mask));
        }

        private static void purge(@Nullable Entry<?> entry) {
            if (entry != null && entry.hasValue() && entry.refersTo(null)) {
                entry.take();
            }
        }
    }
}
