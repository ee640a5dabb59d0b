// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A host in a process of its own, from its start script to its end. One thread. */
final class HostProcess implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(5);

    private final Process process;
    private final int port;
    private final Path log;
    private final long began;

    private HostProcess(Process process, int port, Path log, long began) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.began = began;
    }

    /** Starts it with a home that nobody has used; it listens on the loopback interface only. */
    static HostProcess start(Path distribution, Path home, String feature) throws IOException {
        int port = freePort();
        Path log = home.resolveSibling(home.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                distribution.resolve("bin/webgate").toString(),
                "run",
                "--home",
                home.toString(),
                "--port",
                Integer.toString(port),
                "--feature",
                feature));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long began = System.nanoTime();
        return new HostProcess(builder.start(), port, log, began);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Milliseconds from the start until the path is answered with this status; 0: with any. */
    double awaitAnswer(String path, int status) throws IOException {
        while (process.isAlive() && System.nanoTime() - began < PATIENCE) {
            int answered = ask(path);
            if (answered > 0 && (status == 0 || answered == status)) {
                return (System.nanoTime() - began) / 1e6;
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
        throw new IOException("The host did not answer " + path + (process.isAlive() ? " in time" : ", it has ended")
                + ":\n" + Files.readString(log));
    }

    private int ask(String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line != null && line.matches("HTTP/1.1 [0-9]{3}.*") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (IOException e) {
            return 0; // not listening yet, or not answering yet: that is what is waited for
        }
    }

    /** Processor time of all its threads until now. */
    double processorMillis() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
    }

    /** What the process has in memory, in MB; 1 second after now, when what starts late has started. */
    Memory memoryInASecond() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        double all = 0;
        double anonymous = 0;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                all = megabytes(line);
            } else if (line.startsWith("RssAnon:")) {
                anonymous = megabytes(line);
            }
        }
        return new Memory(all, anonymous);
    }

    private static double megabytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }

    /** Resident memory: all of it, and what is not mapped from a file. */
    record Memory(double all, double anonymous) {}

    /** Ends it in order and returns what it printed. */
    String end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
