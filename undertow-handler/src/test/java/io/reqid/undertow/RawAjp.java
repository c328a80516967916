package io.reqid.undertow;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Packets of AJP13, as a web server sends them, by the protocol's description at tomcat.apache.org. */
final class RawAjp {
    private static final int MAGIC = 0x1234;
    private static final int FORWARD_REQUEST = 2;
    private static final int GET = 2;
    private static final int END = 0xFF;

    private RawAjp() {}

    /** A request without a body, whose id is in its header. */
    static byte[] get(String path, String id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeByte(FORWARD_REQUEST);
        body.writeByte(GET);
        for (String text : new String[] {"HTTP/1.1", path, "127.0.0.1", "client", "localhost"}) {
            write(body, text);
        }
        body.writeShort(80);
        body.writeBoolean(false); // no TLS
        body.writeShort(1); // one header
        write(body, "X-Request-ID");
        write(body, id);
        body.writeByte(END);
        return packet(bytes.toByteArray());
    }

    /** A packet of a kind that no server knows. */
    static byte[] unknown() throws IOException {
        return packet(new byte[] {99, 0, 0, 0});
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeShort(bytes.length);
        out.write(bytes);
        out.writeByte(0);
    }

    private static byte[] packet(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(bytes);
        packet.writeShort(MAGIC);
        packet.writeShort(body.length);
        packet.write(body);
        return bytes.toByteArray();
    }
}
