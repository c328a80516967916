package io.reqid;

import org.jspecify.annotations.Nullable;

/**
 * Immutable maps from {@link AsyncLocal} to value in one array of alternating keys and values. Up to
 * {@link #LINEAR_SLOTS} slots they lie side by side; above, the array is a hash table with open addressing, at most
 * half full, so that a hundred locals cost a read no more than a few.
 */
final class Entries {
    private static final int LINEAR_SLOTS = 16;

    private Entries() {}

    /** {@return the value of a key, or {@link Snapshot#UNBOUND}} */
    static @Nullable Object find(@Nullable Object[] entries, AsyncLocal<?> key) {
        int slot = slot(entries, key);
        return slot >= 0 && entries[slot] == key ? entries[slot + 1] : Snapshot.UNBOUND;
    }

    static int size(@Nullable Object[] entries) {
        int size = 0;
        for (int i = 0; i < entries.length; i += 2) {
            size += entries[i] == null ? 0 : 1;
        }
        return size;
    }

    /** {@return the entries with a key bound to a value, whatever it was bound to before} */
    static @Nullable Object[] with(@Nullable Object[] entries, AsyncLocal<?> key, @Nullable Object value) {
        boolean known = find(entries, key) != Snapshot.UNBOUND;
        @Nullable Object[] copy = allocate(size(entries) + (known ? 0 : 1));
        copy(entries, copy, null);
        put(copy, key, value);
        return copy;
    }

    /** {@return the entries without a key, or null where nothing is left} */
    static @Nullable Object @Nullable [] without(@Nullable Object[] entries, AsyncLocal<?> key) {
        int left = size(entries) - 1;
        if (left == 0) {
            return null;
        }
        @Nullable Object[] copy = allocate(left);
        copy(entries, copy, key);
        return copy;
    }

    /** {@return any one key of the entries} */
    static AsyncLocal<?> anyKey(@Nullable Object[] entries) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] instanceof AsyncLocal<?> key) {
                return key;
            }
        }
        throw new AssertionError("entries are never empty");
    }

    private static @Nullable Object[] allocate(int size) {
        int slots = 2 * size;
        return new @Nullable Object[slots <= LINEAR_SLOTS ? slots : 2 * Integer.highestOneBit(2 * slots - 1)];
    }

    private static void copy(@Nullable Object[] from, @Nullable Object[] to, @Nullable AsyncLocal<?> except) {
        for (int i = 0; i < from.length; i += 2) {
            if (from[i] instanceof AsyncLocal<?> key && key != except) {
                put(to, key, from[i + 1]);
            }
        }
    }

    private static void put(@Nullable Object[] entries, AsyncLocal<?> key, @Nullable Object value) {
        int slot = slot(entries, key);
        entries[slot] = key;
        entries[slot + 1] = value;
    }

    /** {@return where a key is, or else the free slot where it belongs, or -1 where there is neither} */
    private static int slot(@Nullable Object[] entries, AsyncLocal<?> key) {
        return entries.length <= LINEAR_SLOTS ? linearSlot(entries, key) : hashedSlot(entries, key);
    }

    private static int linearSlot(@Nullable Object[] entries, AsyncLocal<?> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key || entries[i] == null) {
                return i;
            }
        }
        return -1;
    }

    private static int hashedSlot(@Nullable Object[] entries, AsyncLocal<?> key) {
        int mask = entries.length - 2;
        int slot = (key.hash << 1) & mask;
        while (entries[slot] != key && entries[slot] != null) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
