package io.reqid.benchmarks.matrix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A contender of the matrix.
 *
 * @param name what the table calls it
 * @param jar its agent; empty for none
 * @param options what the JVM is given beside the agent
 * @param classPath what the subject needs
 * @param subject the class of its kind of context
 * @param remedy how to get what is absent
 */
record Player(
        String name, Optional<Path> jar, List<String> options, List<Path> classPath, String subject, String remedy) {
    private static final String COPY = "mvn -f benchmarks/pom.xml -P agent-peers generate-resources";
    /** By name: the rows that they are written for lie on the class path of the players alone. */
    private static final String HERE = "io.reqid.benchmarks.matrix.";

    private static final String OURS = "io.reqid.agent.tests.matrix.RequestSubject";

    /** {@return all, in the order of the table} The names of the jars are those that the profile agent-peers gives them. */
    static List<Player> all(Path ours, Path peers) {
        Path ttl = peers.resolve("transmittable-thread-local-2.14.5.jar");
        List<Path> api = List.of(
                peers.resolve("opentelemetry-api.jar"),
                peers.resolve("opentelemetry-context.jar"),
                peers.resolve("opentelemetry-common.jar"));
        List<String> otel =
                List.of("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
        List<String> datadog = List.of(
                "-Ddd.trace.otel.enabled=true",
                "-Ddd.writer.type=LoggingWriter",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.crashtracking.enabled=false",
                "-Ddd.log.level=OFF");
        return List.of(
                new Player("none", Optional.empty(), List.of(), List.of(), OURS, ""),
                new Player(
                        "inheritable",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        HERE + "InheritableSubject",
                        ""),
                new Player("reqid", Optional.of(ours), List.of(), List.of(), OURS, "mvn -pl agent -am package"),
                new Player(
                        "otel",
                        Optional.of(peers.resolve("opentelemetry-javaagent.jar")),
                        otel,
                        api,
                        HERE + "OpenTelemetrySubject",
                        COPY),
                new Player(
                        "ttl",
                        Optional.of(ttl),
                        List.of(),
                        List.of(ttl),
                        HERE + "TransmittableSubject",
                        COPY),
                new Player(
                        "datadog",
                        Optional.of(peers.resolve("dd-java-agent.jar")),
                        datadog,
                        api,
                        HERE + "DatadogSubject",
                        COPY));
    }

    boolean isThere() {
        return jar.stream().allMatch(Files::exists) && classPath.stream().allMatch(Files::exists);
    }
}
