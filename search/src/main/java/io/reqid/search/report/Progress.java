package io.reqid.search.report;

/** Is told how far a search is. Implementations are thread-safe and cheap enough to be told every megabyte. */
public interface Progress {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void expect(long bytes) {}

        @Override
        public void read(long bytes) {}

        @Override
        public void found(long events) {}
    };

    /**
     * More is to be read.
     *
     * @param bytes how many bytes of files, as they lie on disk (compressed ones as they are)
     */
    void expect(long bytes);

    /**
     * More has been read, or skipped as not needed.
     *
     * @param bytes how many bytes since the last call, counted as in {@link #expect}
     */
    void read(long bytes);

    /**
     * More has been found.
     *
     * @param events how many events since the last call
     */
    void found(long events);
}
