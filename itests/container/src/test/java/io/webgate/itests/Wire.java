// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a browser and the host: it can be cut, and knows what the browser said. Thread-safe. */
final class Wire implements AutoCloseable {

    private static final int PENDING = 50;

    private final ServerSocket listening;
    private final int host;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final StringBuilder said = new StringBuilder();

    /** @param host the port of the host on this machine */
    Wire(int host) throws IOException {
        this.host = host;
        listening = new ServerSocket(0, PENDING, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The values of a header in all requests so far. */
    List<String> headers(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return said().lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .toList();
    }

    private String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    private void hear(String words) {
        synchronized (said) {
            said.append(words);
        }
    }

    /** Breaks all that is connected; who connects anew gets through. */
    void cut() throws IOException {
        for (Socket socket : List.copyOf(open)) {
            open.remove(socket);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket browser = listening.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), host);
                open.add(browser);
                open.add(there);
                start(() -> pump(browser, there, true));
                start(() -> pump(there, browser, false));
            } catch (IOException closed) {
                // the loop looks whether it was this end
            }
        }
    }

    private void pump(Socket from, Socket to, boolean listen) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (listen) {
                    hear(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            // a connection that ends, ends for both
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
