// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes to a port of this computer and what comes back: for what no HTTP library would send. */
final class RawWire implements AutoCloseable {

    private static final int PATIENCE = 30_000;
    private static final int A_MINUTE = 60_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
    private static final int MOST = 4 * 1024 * 1024;

    private final Socket socket = new Socket();

    RawWire(int port) throws IOException {
        this(port, 0);
    }

    /** @param window of what is received, in bytes; 0: the system's */
    RawWire(int port, int window) throws IOException {
        if (window > 0) {
            socket.setReceiveBufferSize(window);
        }
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
    }

    RawWire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Whether it was taken; false where the other side has closed. */
    boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** What comes until the other side closes, or says nothing more for so long; bounded. */
    String read(int silenceMillis) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        socket.setSoTimeout(silenceMillis);
        try {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0 && read.size() < MOST; n = in.read(some)) {
                read.write(some, 0, n);
            }
        } catch (SocketTimeoutException | SocketException over) {
            // What came before counts; a reset after an answer is an end like any other
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether something has come that was not yet read. */
    boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** One whole answer of a told length, however long it takes within a minute. */
    String readOne() throws IOException {
        socket.setSoTimeout(A_MINUTE);
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            head.write(one);
        }
        String headers = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(headers);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return headers + new String(body, StandardCharsets.ISO_8859_1);
    }

    /** What comes until the other side closes; fails where it doesn't within a minute. */
    String readToEnd() throws IOException {
        socket.setSoTimeout(A_MINUTE);
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException open) {
            throw new IOException("The other side keeps it open", open);
        }
    }

    /** The status of the first answer; 0 where none came. */
    int status(int silenceMillis) throws IOException {
        String answer = read(silenceMillis);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
