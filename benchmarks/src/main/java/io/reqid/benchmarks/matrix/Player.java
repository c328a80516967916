package io.reqid.benchmarks.matrix;

import io.reqid.benchmarks.agent.Agent;
import java.util.List;

/**
 * A contender of the matrix.
 *
 * @param subject the class of its kind of context, by name: the rows that it is written for lie on the class path of the
 *     players alone
 */
record Player(Agent agent, String subject) {
    private static final String HERE = "io.reqid.benchmarks.matrix.";
    private static final String OURS = "io.reqid.agent.tests.matrix.RequestSubject";

    /** {@return all, in the order of the table} */
    static List<Player> all() {
        return List.of(
                new Player(Agent.none("none"), OURS),
                new Player(Agent.none("inheritable"), HERE + "InheritableSubject"),
                new Player(Agent.reqid(), OURS),
                new Player(Agent.openTelemetry(), HERE + "OpenTelemetrySubject"),
                new Player(Agent.transmittable(), HERE + "TransmittableSubject"),
                new Player(Agent.datadog(), HERE + "DatadogSubject"));
    }
}
