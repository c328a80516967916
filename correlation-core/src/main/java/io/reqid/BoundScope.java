package io.reqid;

import org.jspecify.annotations.Nullable;

/** A frame that is current until the scope is closed. */
class BoundScope implements Scope {
    private static final long CLOSED = 0;

    private final @Nullable Object[] cell;
    private final @Nullable Snapshot previous;
    private final @Nullable Snapshot bound;
    private long serial;

    BoundScope(@Nullable Object[] cell, @Nullable Snapshot bound) {
        this.cell = cell;
        this.previous = Cell.frame(cell);
        this.bound = bound;
        this.serial = Cell.open(cell, bound);
    }

    static Scope open(@Nullable Object[] cell, @Nullable Snapshot bound) {
        return Misuse.STRICT ? new StrictScope(cell, bound) : new BoundScope(cell, bound);
    }

    @Override
    public final void close() {
        if (serial == CLOSED) {
            return;
        }
        if (Cell.current() == cell && Cell.close(cell, serial, previous)) {
            serial = CLOSED;
        } else {
            closeWrongly();
        }
    }

    private void closeWrongly() {
        if (Cell.current() != cell) {
            Cell.takeOff(cell, serial, bound, previous);
            Misuse.CLOSED_ON_ANOTHER_THREAD.reportOrThrow(opener());
            return;
        }
        if (Cell.closeBelow(cell, serial, previous)) {
            serial = CLOSED;
        }
        Misuse.CLOSED_OUT_OF_ORDER.reportOrThrow(opener());
    }

    long serial() {
        return serial;
    }

    /** {@return where this scope was opened, if that was recorded} */
    @Nullable
    Throwable opener() {
        return null;
    }

    /** Remembers where it was opened. */
    private static final class StrictScope extends BoundScope {
        private final Throwable opener = new Throwable("the scope was opened here");

        StrictScope(@Nullable Object[] cell, @Nullable Snapshot bound) {
            super(cell, bound);
            if (Cell.depth(cell) == 1) {
                Cell.openers(cell).clear();
            }
            Cell.openers(cell).put(serial(), opener);
        }

        @Override
        Throwable opener() {
            return opener;
        }
    }
}
