package io.reqid.search.scan;

import io.reqid.search.report.Progress;

/** Is told how much is read, and nothing else. */
abstract class ReadProgress implements Progress {
    @Override
    public void expect(long bytes) {}

    @Override
    public void found(long events) {}
}
