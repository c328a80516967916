package io.reqid.search.scan;

import io.reqid.search.event.EventFormat;
import io.reqid.search.event.Origin;
import io.reqid.search.input.LogFile;

/** A file whose format is known. Immutable. */
record TextFile(LogFile file, Origin origin, EventFormat format, Boundaries boundaries, Limits limits) {
    static TextFile of(LogFile file, EventFormat format, Limits limits) {
        Origin origin = new Origin(file.service(), file.name(), file.order());
        return new TextFile(file, origin, format, new Boundaries(format), limits);
    }
}
