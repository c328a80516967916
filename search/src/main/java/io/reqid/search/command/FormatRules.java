package io.reqid.search.command;

import io.reqid.search.event.EventFormat;
import io.reqid.search.event.Formats;
import io.reqid.search.report.Notes;
import io.reqid.search.scan.FormatSource;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The formats of a call. An index that was made with others, or by another version, is not used. Immutable. */
record FormatRules(Formats formats) implements FormatSource {
    @Override
    public EventFormat detect(String file, byte[] head, long modifiedMillis, Notes notes) {
        return formats.detect(file, head, modifiedMillis, notes);
    }

    @Override
    public long rules() {
        @Nullable String version = FormatRules.class.getPackage().getImplementationVersion();
        CRC32C sum = new CRC32C();
        sum.update((version + "\0" + formats.rules()).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
