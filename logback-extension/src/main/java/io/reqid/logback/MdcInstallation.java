package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.StatusManager;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/** Puts our MDC adapter before Logback's own, and before no other. */
final class MdcInstallation {
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
        if (present == null) {
            replace(context, new OverlayMdcAdapter(new LogbackMDCAdapter()));
            return true;
        }
        LogbackMDCAdapter own = logbacksOwn(present);
        if (own != null) {
            replace(context, new OverlayMdcAdapter(own));
        }
        return own != null;
    }

    /**
     * Moves the whole MDC of a logger context, and that of {@code org.slf4j.MDC}, into the store.
     *
     * @return whether it is there now
     */
    static synchronized boolean installAsync(LoggerContext context) {
        MDCAdapter present = context.getMDCAdapter();
        if (present instanceof AsyncMdcAdapter) {
            return true;
        }
        if (present == null) {
            Notice.ASYNC_MDC.giveOnce("the MDC stays with its threads: the logger context has none yet, which needs"
                    + " Logback 1.5.17 or later");
            return false;
        }
        LogbackMDCAdapter own = present instanceof OverlayMdcAdapter ours ? ours.base() : logbacksOwn(present);
        if (own == null) {
            return false;
        }
        AsyncMdcAdapter adapter = new AsyncMdcAdapter(own);
        boolean taken = takeSlf4j(own, adapter);
        if (taken) {
            replace(context, adapter);
        }
        return taken;
    }

    private static @Nullable LogbackMDCAdapter logbacksOwn(MDCAdapter present) {
        if (present.getClass() == LogbackMDCAdapter.class) {
            return (LogbackMDCAdapter) present;
        }
        Notice.FOREIGN_ADAPTER.giveOnce("the MDC adapter of another library is left as it is ("
                + present.getClass().getName()
                + "); %reqId prints what the MDC holds under reqId, see MdcSync");
        return null;
    }

    /** SLF4J binds its MDC once, before Logback is configured, and has no public way to bind it again. */
    private static boolean takeSlf4j(MDCAdapter expected, MDCAdapter replacement) {
        try {
            Method bind = MDC.class.getDeclaredMethod("setMDCAdapter", MDCAdapter.class);
            bind.setAccessible(true);
            if (MDC.getMDCAdapter() == expected) {
                bind.invoke(null, replacement);
                return true;
            }
            Notice.ASYNC_MDC.giveOnce("the MDC stays with its threads: org.slf4j.MDC has another library's adapter");
        } catch (ReflectiveOperationException | RuntimeException e) {
            Notice.ASYNC_MDC.giveOnce("the MDC stays with its threads: org.slf4j.MDC cannot be bound again, which needs"
                    + " slf4j-api 2.0.17 or later and, on the module path,"
                    + " --add-opens org.slf4j/org.slf4j=io.reqid.logback (" + e + ")");
        }
        return false;
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
