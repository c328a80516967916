package io.reqid.logback;

/**
 * The conversion word {@code %reqId}: the id of the request that caused the event. Outside a request it prints
 * {@code -}; {@code %reqId{none}} another word, {@code %reqId{:-}} nothing.
 *
 * <p>With this jar on the class path the word needs no configuration. Where Logback is in a parent class loader, which
 * does not see this jar, say {@code <conversionRule conversionWord="reqId"
 * class="io.reqid.logback.RequestIdConverter"/>}.
 */
public final class RequestIdConverter extends EventConverter {
    /** For Logback. */
    public RequestIdConverter() {
        super(EventOverlay.REQUEST_ID);
    }
}
