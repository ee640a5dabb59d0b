// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line between two ends on this computer that can be cut, as a cable is. */
final class Cutting implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long most = Long.MAX_VALUE;

    /** @param target port to which it leads */
    Cutting(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Each connection is cut after so many bytes of answers. */
    void cutAfter(long bytes) {
        most = bytes;
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(near);
                ends.add(far);
                threads.execute(() -> pass(near, far, Long.MAX_VALUE));
                threads.execute(() -> pass(far, near, most));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to, long most) {
        byte[] some = new byte[8192];
        long passed = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(some);
            while (read >= 0 && passed < most) {
                out.write(some, 0, read);
                passed += read;
                read = in.read(some);
            }
        } catch (IOException gone) {
            // cut from the other side
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket end : ends) {
            end.close();
        }
        threads.shutdownNow();
    }
}
