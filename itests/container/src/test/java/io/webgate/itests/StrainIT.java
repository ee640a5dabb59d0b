// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * Strangers who keep the host busy or waiting (T58): meanwhile every keep-alive of a healthy client is served, and not much
 * later than in calm. Bounded in number and time; longer with {@code webgate.long}.
 */
public class StrainIT {

    private static final Duration PHASE = Duration.ofSeconds(Boolean.getBoolean("webgate.long") ? 60 : 2);
    // A shared machine has hiccups; a client that waits for a thread waits for many seconds
    private static final int FACTOR = 25;
    private static final long CALMEST = Duration.ofMillis(20).toNanos();
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();
    private static final int MORE_THAN_THREADS = 250;

    private static HostProcess host;
    private static Api device;
    private static Api admin;
    private static Pages pages;
    private static final List<String> SESSIONS = new ArrayList<>();
    private static long calm;

    @BeforeClass
    public static void start() throws Exception {
        // Its measures are of this computer at this moment: a busy one makes it fail, so it belongs to the long tests
        Assume.assumeTrue("Only with --long", Boolean.getBoolean("webgate.long"));
        Path home = HostProcess.freshHome("strain");
        host = HostProcess.start(home);
        admin = host.ready();
        pages = Pages.of(home);
        pages.firstRun(home);
        Path document = home.resolve("many.wgl");
        host.run(
                        "vendor",
                        "issue",
                        "--anywhere",
                        "--holder",
                        "Strain",
                        "--application",
                        "data-server",
                        "--module",
                        Api.WAITER + "=9",
                        "--out",
                        document.toString())
                .is(0);
        admin.install(java.nio.file.Files.readAllBytes(document)).is(201);
        device = admin.as(admin.device("Till", 5));
        for (int waiter = 0; waiter < 5; waiter++) {
            SESSIONS.add(device.open("waiter " + waiter).is(201).text("session"));
        }
        healthy(PHASE);
        calm = Math.max(CALMEST, healthy(PHASE));
    }

    @AfterClass
    public static void stop() {
        if (host != null) {
            host.close();
        }
    }

    private interface Strangers {
        /** Once in a while, as long as the phase lasts. */
        void goOn(List<RawWire> wires) throws IOException;
    }

    @Test
    public void t58HeadersThatComeByteByByte() throws Exception {
        List<RawWire> wires = connect(MORE_THAN_THREADS, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        under(wires, all -> all.forEach(wire -> wire.trySend("x")));
    }

    @Test
    public void t58BodiesThatComeByteByByteTakeSomeThreadsAndNeverAll() throws Exception {
        for (String line : List.of(
                "POST /admin/sign-in",
                "POST /api/v1/enrolments/redeem",
                "POST /api/v1/licenses",
                "POST /gate/mobile-waiter/sessions")) {
            List<RawWire> wires = connect(
                    MORE_THAN_THREADS,
                    line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: 5000\r\n\r\nlogin=");
            under(wires, all -> all.forEach(wire -> wire.trySend("x")));
        }
    }

    @Test
    public void t58AnswersThatNobodyReads() throws Exception {
        String many = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40);
        List<RawWire> wires = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            wires.add(new RawWire(pages.port(), 1024).send(many));
        }
        under(wires, all -> {});
    }

    @Test
    public void t58SocketsThatSayNothing() throws Exception {
        under(connect(500, ""), all -> {});
    }

    @Test
    public void t58HeadersThatAreTooLarge() throws Exception {
        String large = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(64 * 1024) + "\r\n\r\n";
        try (RawWire wire = new RawWire(pages.port())) {
            wire.trySend(large);
            assertEquals(431, wire.status(5_000));
        }
        String many = "GET /health HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(11_000) + "\r\n";
        try (RawWire wire = new RawWire(pages.port())) {
            wire.trySend(many);
            assertEquals(431, wire.status(5_000));
        }
        under(new ArrayList<>(), all -> {
            try (RawWire wire = new RawWire(pages.port())) {
                wire.trySend(large);
            }
        });
    }

    @Test
    public void t58RequestsInARowAreAnsweredInTheirOrder() throws Exception {
        StringBuilder row = new StringBuilder();
        for (int at = 0; at < 50; at++) {
            row.append(at % 2 == 0 ? "GET /health" : "GET /nowhere").append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        try (RawWire wire = new RawWire(pages.port())) {
            String answers = wire.send(row.toString()).read(2_000);
            List<String> lines = answers.lines()
                    .filter(line -> line.matches(".*HTTP/1\\.1 \\d{3} .*"))
                    .map(line -> line.replaceAll(".*HTTP/1\\.1 (\\d{3}) .*", "$1"))
                    .toList();
            assertEquals(50, lines.size());
            for (int at = 0; at < 50; at++) {
                assertEquals(at % 2 == 0 ? "200" : "401", lines.get(at));
            }
        }
    }

    @Test
    public void t58HttpTwoIsNotSpokenSoThatNothingOfItCanBeAbused() throws Exception {
        try (RawWire wire = new RawWire(pages.port())) {
            String answer = wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").read(2_000);
            assertTrue(answer, answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 505"));
        }
    }

    private static List<RawWire> connect(int number, String begin) throws IOException {
        List<RawWire> wires = new ArrayList<>();
        for (int at = 0; at < number; at++) {
            RawWire wire = new RawWire(pages.port());
            wires.add(wire);
            wire.trySend(begin);
        }
        return wires;
    }

    private static void under(List<RawWire> wires, Strangers strangers) throws Exception {
        Thread attack = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    strangers.goOn(wires);
                } catch (IOException closed) {
                    // Being thrown out is what a stranger has to expect
                }
                LockSupport.parkNanos(BETWEEN);
            }
        });
        attack.setDaemon(true);
        attack.start();
        long strained;
        try {
            strained = healthy(PHASE);
        } finally {
            attack.interrupt();
            attack.join();
            close(wires);
        }
        assertTrue(
                "the slowest of a hundred took " + strained / 1_000_000 + " ms, in calm " + calm / 1_000_000,
                strained <= FACTOR * calm);
        admin.get("/health").is(200);
    }

    private static void close(List<RawWire> wires) throws IOException {
        for (RawWire wire : wires) {
            wire.close();
        }
    }

    /** Keeps its sessions alive, each time with success; the 99th of a hundred times in nanoseconds. */
    private static long healthy(Duration time) throws Exception {
        List<Long> taken = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        for (int at = 0; System.nanoTime() < end; at++) {
            long begin = System.nanoTime();
            device.put(Api.SESSIONS + "/" + SESSIONS.get(at % SESSIONS.size()), "{}")
                    .is(200);
            taken.add(System.nanoTime() - begin);
            LockSupport.parkNanos(2_000_000);
        }
        taken.sort(null);
        return taken.get(taken.size() * 99 / 100);
    }
}
