package io.reqid.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the id of the request that caused an event as a JSON field of its own, {@code reqId} unless {@code <fieldName>}
 * says otherwise; outside a request, writes nothing. For logstash-logback-encoder 9 and later: with 8.x, name the field
 * with {@code <mdcKeyFieldName>}.
 */
public final class RequestIdJsonProvider extends AbstractFieldJsonProvider<ILoggingEvent> {
    /** For Logback. */
    public RequestIdJsonProvider() {
        setFieldName(EventOverlay.REQUEST_ID);
    }

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        String id = event.getMDCPropertyMap().get(EventOverlay.REQUEST_ID);
        if (id != null) {
            generator.writeStringProperty(getFieldName(), id);
        }
    }
}
