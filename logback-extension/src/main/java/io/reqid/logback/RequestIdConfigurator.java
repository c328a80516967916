package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Teaches Logback {@code %reqId} before it reads its configuration. Logback finds and calls it; applications need not
 * name it. It configures nothing else, lets every other configurator run, and never fails: an exception out of a
 * configurator would end all logging.
 */
@ConfiguratorRank(60)
public final class RequestIdConfigurator extends ContextAwareBase implements Configurator {
    /** For Logback. */
    public RequestIdConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        try {
            if (getContext() == null) { // made by hand, and not by Logback
                setContext(context);
            }
            ConversionWords.register();
            boolean carried = install(context);
            RaisedRequests.know(context);
            addInfo("%reqId is known; events " + (carried ? "carry" : "do not carry") + " the request id");
        } catch (Exception | LinkageError e) {
            addInfo("%reqId is not available with this Logback", e);
        }
        return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }

    private static boolean install(LoggerContext context) {
        boolean async = MdcMode.chosen() == MdcMode.ASYNC && MdcInstallation.installAsync(context);
        return async || MdcInstallation.install(context);
    }
}
