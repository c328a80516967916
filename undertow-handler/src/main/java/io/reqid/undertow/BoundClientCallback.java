package io.reqid.undertow;

import io.reqid.Scope;
import io.reqid.Snapshot;
import io.undertow.client.ClientCallback;
import java.io.IOException;

record BoundClientCallback<T>(Snapshot snapshot, ClientCallback<T> callback) implements ClientCallback<T> {
    @Override
    public void completed(T result) {
        try (Scope captured = snapshot.bind()) {
            callback.completed(result);
        }
    }

    @Override
    public void failed(IOException failure) {
        try (Scope captured = snapshot.bind()) {
            callback.failed(failure);
        }
    }
}
