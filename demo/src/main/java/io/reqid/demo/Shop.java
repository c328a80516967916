package io.reqid.demo;

import io.reqid.undertow.RequestIdHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;

/** The two services, each on a free port of the loopback interface. */
final class Shop implements AutoCloseable {
    private final Stock stock = new Stock();
    private final Undertow warehouse;
    private final Storefront storefront;
    private final Undertow front;

    Shop(Handover handover) throws SQLException {
        warehouse = start(Handlers.path().addPrefixPath("/reservations", new Warehouse(stock)));
        storefront = new Storefront(address(warehouse), handover);
        front = start(Handlers.path().addPrefixPath("/orders", storefront));
    }

    private static Undertow start(HttpHandler service) {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(RequestIdHandler.wrap(service))
                .setIoThreads(2)
                .setWorkerThreads(8)
                .build();
        server.start();
        return server;
    }

    URI storefront() {
        return address(front);
    }

    URI warehouse() {
        return address(warehouse);
    }

    /** Waits until nothing goes on any more for the orders that were answered. */
    void awaitQuiet() {
        storefront.awaitMails();
    }

    private static URI address(Undertow server) {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Override
    public void close() throws InterruptedException {
        front.stop();
        storefront.close();
        warehouse.stop();
        stock.close();
    }
}
