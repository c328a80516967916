package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.MDCAdapter;

/**
 * Prints one value that an event carries: never what the printing thread knows, since that may be another thread than
 * the one that logged.
 */
abstract class EventConverter extends ClassicConverter {
    private static final String DEFAULT_MARK = ":-";

    private final String key;
    private String absent = "-";
    private volatile @Nullable MDCAdapter refused;

    EventConverter(String key) {
        this.key = key;
    }

    /** Reads what to print where the event carries no value: {@code -} unless the pattern says otherwise. */
    @Override
    public void start() {
        String option = getFirstOption();
        if (option != null) {
            absent = option.startsWith(DEFAULT_MARK) ? option.substring(DEFAULT_MARK.length()) : option;
        }
        install();
        if (getContext() instanceof LoggerContext context) {
            RaisedRequests.know(context);
        }
        super.start();
    }

    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> carried = event.getMDCPropertyMap();
        if (!(carried instanceof EventOverlay)) {
            install();
        }
        String value = carried.get(key);
        return value == null ? absent : value;
    }

    /** For the contexts that our configurator does not meet, and those that were given another adapter since. */
    private void install() {
        if (getContext() instanceof LoggerContext context) {
            MDCAdapter adapter = context.getMDCAdapter();
            if (adapter == null || !(adapter instanceof OverlayMdcAdapter || adapter == refused)) {
                install(context);
            }
        }
    }

    private void install(LoggerContext context) {
        try {
            refused = MdcInstallation.install(context) ? null : context.getMDCAdapter();
        } catch (RuntimeException | LinkageError e) {
            refused = context.getMDCAdapter();
            addInfo("events of this context do not carry the request id", e);
        }
    }
}
