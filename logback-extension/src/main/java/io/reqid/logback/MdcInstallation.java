package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.StatusManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.MDCAdapter;

/** Puts our MDC adapter before Logback's own, and before no other. */
final class MdcInstallation {
    private static final String KEPT = "io.reqid.logback leaves the MDC adapter of another library alone";

    private MdcInstallation() {}

    /**
     * Makes events of a logger context carry the request id, unless they do already or the context has the MDC adapter
     * of another library.
     *
     * @return whether events of the context carry the id
     */
    static synchronized boolean install(LoggerContext context) {
        MDCAdapter present = context.getMDCAdapter();
        if (present instanceof OverlayMdcAdapter) {
            return true;
        }
        if (present != null && present.getClass() != LogbackMDCAdapter.class) {
            Notice.FOREIGN_ADAPTER.giveOnce(KEPT + " (" + present.getClass().getName()
                    + "): %reqId prints what MDC holds under reqId, see MdcSync");
            return false;
        }
        replace(context, adapterBefore((LogbackMDCAdapter) present));
        return true;
    }

    private static OverlayMdcAdapter adapterBefore(@Nullable LogbackMDCAdapter present) {
        return new OverlayMdcAdapter(present == null ? new LogbackMDCAdapter() : present);
    }

    /** Logback warns of a second adapter, and a warning makes it print its whole status list. */
    private static void replace(LoggerContext context, MDCAdapter adapter) {
        StatusManager statuses = context.getStatusManager();
        context.setStatusManager(new QuietStatusManager(statuses, context));
        try {
            context.setMDCAdapter(adapter);
        } finally {
            context.setStatusManager(statuses);
        }
    }
}
