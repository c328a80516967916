package io.reqid.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads that live for a loop of their own, whoever happens to start them: they inherit nothing. Only threads with a
 * class of their own can be known by it; the pools' threads need not be, since their loops are roots.
 */
final class RootThreads {
    private static final String[] KNOWN = {
        // the JDK: reference handling, cleaners, keep-alive, fork/join workers, carriers of virtual threads, timers
        "java.lang.ref.",
        "jdk.internal.misc.InnocuousThread",
        "jdk.internal.misc.CarrierThread",
        "jdk.internal.net.http.",
        "java.util.TimerThread",
        "java.util.concurrent.ForkJoinWorkerThread",
        "java.util.concurrent.DelayScheduler",
        "java.util.logging.",
        "sun.awt.",
        "sun.java2d.",
        // logging: writers behind a queue
        "ch.qos.logback.",
        "org.apache.logging.log4j.",
        // servers and drivers: event loops, workers, background writers
        "org.xnio.nio.",
        "org.apache.tomcat.util.threads.TaskThread",
        "io.vertx.core.impl.VertxThread",
        "kotlinx.coroutines.scheduling.CoroutineScheduler",
        "org.apache.kafka.common.utils.KafkaThread",
        "org.h2.mvstore.",
        "org.quartz."
    };

    private RootThreads() {}

    /** {@return how the names of their classes begin, together with further ones} */
    static String[] with(List<String> further) {
        List<String> all = new ArrayList<>(List.of(KNOWN));
        all.addAll(further);
        return all.toArray(new String[0]);
    }
}
