package io.reqid.undertow;

import java.net.http.HttpClient;

/** What the servers of the tests are spoken to in. */
enum Protocol {
    HTTP1("HTTP/1.1", false, HttpClient.Version.HTTP_1_1),
    H2C("h2c", false, HttpClient.Version.HTTP_2),
    HTTPS("HTTPS (ALPN: h2)", true, HttpClient.Version.HTTP_2),
    HTTPS1("HTTPS (HTTP/1.1)", true, HttpClient.Version.HTTP_1_1);

    final String label;
    final boolean tls;
    final HttpClient.Version version;

    Protocol(String label, boolean tls, HttpClient.Version version) {
        this.label = label;
        this.tls = tls;
        this.version = version;
    }
}
