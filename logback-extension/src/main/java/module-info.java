/** Logback support: the conversion word {@code %reqId} and the request id in every logging event. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.reqid.logback {
    requires static transitive org.jspecify;
    requires transitive io.reqid;
    requires transitive ch.qos.logback.classic;
    requires transitive ch.qos.logback.core;
    requires org.slf4j;

    // only RequestIdJsonProvider names them
    requires static transitive logstash.logback.encoder;
    requires static transitive tools.jackson.core;

    exports io.reqid.logback;

    provides ch.qos.logback.classic.spi.Configurator with
            io.reqid.logback.RequestIdConfigurator;
}
