package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.RequestId;

/** The context of reqid. */
public final class RequestSubject implements Subject {
    private final Residue residue = new Residue();

    /** Needs what {@link Residue} needs. */
    public RequestSubject() throws ReflectiveOperationException {}

    @Override
    public Object begin(String id) {
        return RequestContext.begin(new RequestId(id));
    }

    @Override
    public <T> T callUnder(Object context, Body<T> body) throws Exception {
        return RequestContext.CURRENT.call((RequestContext) context, body::call);
    }

    @Override
    public <T> T callOutside(Body<T> body) throws Exception {
        return RequestContext.CURRENT.callUnbound(body::call);
    }

    @Override
    public String currentId() {
        return RequestContext.currentId();
    }

    @Override
    public String idLeftOn(Thread thread) throws ReflectiveOperationException {
        return residue.idLeftOn(thread);
    }
}
