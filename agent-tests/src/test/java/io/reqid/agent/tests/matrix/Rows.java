package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.stream.Stream;

/** All rows of the matrix. */
final class Rows {
    private Rows() {}

    static List<Row> all() {
        return Stream.of(
                        PoolRows.rows(),
                        ScheduledRows.rows(),
                        FutureTaskRows.rows(),
                        ForkJoinRows.rows(),
                        ForkJoinWorkerRows.rows(),
                        StageRows.rows(),
                        CompletableFutureRows.rows(),
                        TimerRows.rows(),
                        ThreadRows.rows(),
                        OtherExecutorRows.rows(),
                        FlowRows.rows(),
                        HttpRows.rows(),
                        HttpPublisherRows.rows(),
                        WebSocketRows.rows(),
                        ChannelRows.rows(),
                        RuntimeRows.rows())
                .flatMap(List::stream)
                .toList();
    }

    /** {@return the rows whose names contain one of the parts, or all if there are none} */
    static List<Row> named(String... parts) {
        return all().stream()
                .filter(row -> parts.length == 0 || Stream.of(parts).anyMatch(row.name()::contains))
                .toList();
    }
}
