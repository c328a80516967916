package io.reqid.undertow;

import io.reqid.RequestIdGenerator;
import io.undertow.util.HttpString;
import java.util.List;

/** What a {@link RequestIdHandler.Builder} was told, checked. */
record Settings(
        HttpString header,
        InboundId inboundId,
        RequestIdGenerator generator,
        boolean echo,
        boolean rewriteRequestHeader,
        AccessLine accessLine,
        Mode mode) {

    static List<HttpString> defaultAcceptHeaders(HttpString header) {
        HttpString second = new HttpString("X-Correlation-ID");
        return header.equals(second) ? List.of(header) : List.of(header, second);
    }
}
