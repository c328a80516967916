package io.reqid.search.event;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One event of a log: the line that starts it and those that continue it. What its format does not say, or what could not
 * be understood, is null, {@link #NO_TIME} or {@link #NO_ASYNC_ID}. Immutable but for the array of its bytes, which nobody
 * may change.
 */
public final class Event {
    /** The time of an event that has none. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** The async id, or trigger id, of an event that has none. */
    public static final long NO_ASYNC_ID = -1;

    /** The order of files, and in a file that of its bytes. */
    public static final Comparator<Event> FILE_ORDER = new Comparator<>() {
        @Override
        public int compare(Event one, Event other) {
            int files = Integer.compare(one.origin.fileOrder(), other.origin.fileOrder());
            return files != 0 ? files : Long.compare(one.position, other.position);
        }
    };

    private final Origin origin;
    private final long position;
    private final byte[] bytes;
    private final long epochNanos;
    private final @Nullable Severity severity;
    private final @Nullable String thread;
    private final @Nullable String logger;
    private final @Nullable String message;
    private final @Nullable String stackTrace;
    private final @Nullable String requestId;
    private final boolean idKnown;
    private final long asyncId;
    private final long triggerAsyncId;
    private final @Nullable String service;
    private final @Nullable String process;

    private Event(Builder builder) {
        this.origin = builder.origin;
        this.position = builder.position;
        this.bytes = builder.bytes;
        this.epochNanos = builder.epochNanos;
        this.severity = builder.severity;
        this.thread = builder.thread;
        this.logger = builder.logger;
        this.message = builder.message;
        this.stackTrace = builder.stackTrace;
        this.requestId = builder.requestId;
        this.idKnown = builder.idKnown;
        this.asyncId = builder.asyncId;
        this.triggerAsyncId = builder.triggerAsyncId;
        this.service = builder.service;
        this.process = builder.process;
    }

    /**
     * {@return a builder of an event that says nothing yet}
     *
     * @param origin where it was read
     * @param position the offset of its first byte in the file, after decompression
     * @param bytes exactly what stands in the file, line ends included; kept, not copied
     */
    public static Builder at(Origin origin, long position, byte[] bytes) {
        return new Builder(origin, position, bytes);
    }

    /** {@return where it was read} */
    public Origin origin() {
        return origin;
    }

    /** {@return the offset of its first byte in the file, after decompression} */
    public long position() {
        return position;
    }

    /** {@return exactly what stands in the file, line ends included; not to be changed} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return when it was logged, in nanoseconds since 1970-01-01T00:00Z, or {@link #NO_TIME}} */
    public long epochNanos() {
        return epochNanos;
    }

    /** {@return its level, or null} */
    public @Nullable Severity severity() {
        return severity;
    }

    /** {@return the name of the thread that logged it, or null} */
    public @Nullable String thread() {
        return thread;
    }

    /** {@return the name of its logger, as printed, or null} */
    public @Nullable String logger() {
        return logger;
    }

    /** {@return its message without stack trace, or null} */
    public @Nullable String message() {
        return message;
    }

    /** {@return its stack trace, as printed, or null} */
    public @Nullable String stackTrace() {
        return stackTrace;
    }

    /** {@return the id of the request that it says it belongs to, or null if it says none or has no place for one} */
    public @Nullable String requestId() {
        return requestId;
    }

    /** {@return whether the format says where the request id stands; if it does not, any word of the event may be it} */
    public boolean idKnown() {
        return idKnown;
    }

    /** {@return the id of the task that logged it, from {@code %asyncId}, or {@link #NO_ASYNC_ID}} */
    public long asyncId() {
        return asyncId;
    }

    /** {@return the id of the task that caused that task, or {@link #NO_ASYNC_ID}} */
    public long triggerAsyncId() {
        return triggerAsyncId;
    }

    /** {@return the service that the event itself names, for example by {@code service.name}, or null} */
    public @Nullable String service() {
        return service;
    }

    /** {@return the process that the event itself names, for example by {@code process.pid}, or null} */
    public @Nullable String process() {
        return process;
    }

    /** {@return whether the event has a time} */
    public boolean hasTime() {
        return epochNanos != NO_TIME;
    }

    /** {@return the service that wrote the event: the one it names itself, else that of its origin} */
    public String serviceName() {
        return service != null ? service : origin.service();
    }

    /** Collects what is known of one event. For one thread; used once. */
    public static final class Builder {
        private final Origin origin;
        private final long position;
        private final byte[] bytes;
        private long epochNanos = NO_TIME;
        private @Nullable Severity severity;
        private @Nullable String thread;
        private @Nullable String logger;
        private @Nullable String message;
        private @Nullable String stackTrace;
        private @Nullable String requestId;
        private boolean idKnown;
        private long asyncId = NO_ASYNC_ID;
        private long triggerAsyncId = NO_ASYNC_ID;
        private @Nullable String service;
        private @Nullable String process;

        private Builder(Origin origin, long position, byte[] bytes) {
            this.origin = origin;
            this.position = position;
            this.bytes = bytes;
        }

        /**
         * Sets when it was logged, in nanoseconds since 1970-01-01T00:00Z.
         *
         * @param value the value
         * @return this
         */
        public Builder epochNanos(long value) {
            this.epochNanos = value;
            return this;
        }

        /**
         * Sets its level.
         *
         * @param value the value
         * @return this
         */
        public Builder severity(@Nullable Severity value) {
            this.severity = value;
            return this;
        }

        /**
         * Sets the name of the thread that logged it.
         *
         * @param value the value
         * @return this
         */
        public Builder thread(@Nullable String value) {
            this.thread = value;
            return this;
        }

        /**
         * Sets the name of its logger, as printed.
         *
         * @param value the value
         * @return this
         */
        public Builder logger(@Nullable String value) {
            this.logger = value;
            return this;
        }

        /**
         * Sets its message without stack trace.
         *
         * @param value the value
         * @return this
         */
        public Builder message(@Nullable String value) {
            this.message = value;
            return this;
        }

        /**
         * Sets its stack trace, as printed.
         *
         * @param value the value
         * @return this
         */
        public Builder stackTrace(@Nullable String value) {
            this.stackTrace = value;
            return this;
        }

        /**
         * Sets the id of the request that it says it belongs to.
         *
         * @param value the value
         * @return this
         */
        public Builder requestId(@Nullable String value) {
            this.requestId = value;
            return this;
        }

        /**
         * Sets whether the format says where the request id stands.
         *
         * @param value the value
         * @return this
         */
        public Builder idKnown(boolean value) {
            this.idKnown = value;
            return this;
        }

        /**
         * Sets the id of the task that logged it, from {@code %asyncId}.
         *
         * @param value the value
         * @return this
         */
        public Builder asyncId(long value) {
            this.asyncId = value;
            return this;
        }

        /**
         * Sets the id of the task that caused that task.
         *
         * @param value the value
         * @return this
         */
        public Builder triggerAsyncId(long value) {
            this.triggerAsyncId = value;
            return this;
        }

        /**
         * Sets the service that the event itself names, for example by {@code service.name}.
         *
         * @param value the value
         * @return this
         */
        public Builder service(@Nullable String value) {
            this.service = value;
            return this;
        }

        /**
         * Sets the process that the event itself names, for example by {@code process.pid}.
         *
         * @param value the value
         * @return this
         */
        public Builder process(@Nullable String value) {
            this.process = value;
            return this;
        }

        /** {@return the event} */
        public Event build() {
            return new Event(this);
        }
    }
}
