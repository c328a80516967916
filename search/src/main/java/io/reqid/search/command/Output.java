package io.reqid.search.command;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, buffered, which tells a failed write from every other failure. For one thread. */
final class Output extends OutputStream {
    private final OutputStream target;
    private final byte[] buffer = new byte[1 << 16];
    private int used;

    Output(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == buffer.length) {
            drain();
        }
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > buffer.length - used) {
            drain();
        }
        if (length > buffer.length) {
            send(bytes, from, length);
            return;
        }
        System.arraycopy(bytes, from, buffer, used, length);
        used += length;
    }

    @Override
    public void flush() throws IOException {
        drain();
        try {
            target.flush();
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    private void drain() throws IOException {
        int length = used;
        used = 0; // first, so that a failed write is not tried again
        if (length > 0) {
            send(buffer, 0, length);
        }
    }

    private void send(byte[] bytes, int from, int length) throws IOException {
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    /** Standard output could not be written. */
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1L;

        Failed(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
