// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * Strangers who keep the host busy or waiting (T58), more of them than the host has threads: meanwhile every keep-alive of a
 * healthy client is served, and threads and memory stay within their bounds. What is held against is not the speed of this
 * computer but the half minute for which a stranger can keep a thread waiting: who waits for a thread waits for that.
 *
 * <p>In the order of the names, so that the half minute of those who say nothing passes meanwhile.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class StrainIT {

    private static final int KEEP_ALIVES = Boolean.getBoolean("webgate.long") ? 2000 : 12;
    private static final Duration LATEST = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN = Duration.ofMillis(50).toNanos();
    private static final int MORE_THAN_THREADS = 250;
    private static final int OF_ONE_ORIGIN = 16;
    // The server's two hundred, and those of the Java runtime, the framework and the services
    private static final int MOST_THREADS = 280;
    // The heap's 512 MB, and what Java needs beside it
    private static final long MOST_KILOBYTES = 900_000;

    private static HostProcess host;
    private static Api device;
    private static Api admin;
    private static Pages pages;
    private static final List<String> SESSIONS = new ArrayList<>();
    private static final List<RawWire> SILENT = new ArrayList<>();

    @BeforeClass
    public static void start() throws Exception {
        Path home = HostProcess.freshHome("strain");
        host = HostProcess.startAsShipped(home);
        admin = host.ready();
        pages = Pages.of(home);
        SILENT.addAll(connect(500, ""));
        admin.install(host.license("Strain", 9)).is(201);
        device = admin.as(admin.device("Till", 5));
        for (int waiter = 0; waiter < 5; waiter++) {
            SESSIONS.add(device.open("waiter " + waiter).is(201).text("session"));
        }
        healthy();
    }

    @AfterClass
    public static void stop() throws IOException {
        close(SILENT);
        host.close();
    }

    private interface Strangers {
        /** Once in a while, as long as the healthy client is at work. */
        void goOn() throws IOException;
    }

    @Test
    public void t58AnswersThatNobodyReads() throws Exception {
        // More than the system keeps between the two
        String many = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400);
        List<RawWire> wires = new ArrayList<>();
        for (int number = 0; number < MORE_THAN_THREADS; number++) {
            wires.add(unread(many));
        }
        // Most are sent away, as long as others are still being served; they come again
        Eventually.isSo(
                "All places of one origin are held",
                PATIENCE,
                () -> {
                    wires.add(unread(many));
                    return admin.asNobody().get("/health").text("code").equals("crowded") ? "" : "there is room";
                },
                host::said);
        under(wires, () -> {});
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
            under(wires, () -> wires.forEach(wire -> wire.trySend("x")));
        }
    }

    @Test
    public void t58BodiesThatAreOneTooManyAreToldSoAtOnceAndTheOthersServed() throws Exception {
        String body = "{\"code\":\"ABCDEFGH\"}";
        List<RawWire> wires = connect(
                64,
                "POST /api/v1/enrolments/redeem HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n{");
        // Which of them come first is chance
        List<RawWire> told = answered(wires, wires.size() - OF_ONE_ORIGIN);
        assertEquals(wires.size() - OF_ONE_ORIGIN, told.size());
        for (RawWire wire : told) {
            String answer = wire.readOne();
            assertTrue(answer, answer.startsWith("HTTP/1.1 503") && answer.contains("\"crowded\""));
        }
        wires.removeAll(told);
        for (RawWire wire : wires) {
            wire.send(body.substring(1));
        }
        answered(wires, OF_ONE_ORIGIN);
        for (RawWire wire : wires) {
            String answer = wire.readOne();
            assertTrue(answer, answer.startsWith("HTTP/1.1 4") && !answer.contains("\"crowded\""));
        }
        close(told);
        close(wires);
    }

    @Test
    public void t58HeadersThatAreTooLarge() throws Exception {
        String large = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(64 * 1024) + "\r\n\r\n";
        String many = "GET /health HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(11_000) + "\r\n";
        for (String headers : List.of(large, many)) {
            try (RawWire wire = new RawWire(pages.port())) {
                wire.trySend(headers);
                String answer = wire.readOne();
                assertTrue(answer, answer.startsWith("HTTP/1.1 431"));
            }
        }
        under(List.of(), () -> {
            try (RawWire wire = new RawWire(pages.port())) {
                wire.trySend(large);
            }
        });
    }

    @Test
    public void t58HeadersThatComeByteByByte() throws Exception {
        List<RawWire> wires = connect(MORE_THAN_THREADS, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        under(wires, () -> wires.forEach(wire -> wire.trySend("x")));
    }

    @Test
    public void t58HttpTwoIsNotSpokenSoThatNothingOfItCanBeAbused() throws Exception {
        try (RawWire wire = new RawWire(pages.port())) {
            String answer = wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").readOne();
            assertTrue(answer, answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 505"));
        }
    }

    @Test
    public void t58RequestsInARowAreAnsweredInTheirOrder() throws Exception {
        StringBuilder row = new StringBuilder();
        for (int at = 0; at < 50; at++) {
            row.append(at % 2 == 0 ? "GET /health" : "GET /nowhere").append(" HTTP/1.1\r\nHost: localhost\r\n");
            row.append(at == 49 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        AtomicReference<String> answers = new AtomicReference<>("");
        // Who is told that there are too many is told, too, that the connection ends: the strangers of before are still
        // going
        Eventually.isSo(
                "A stranger is heard to the end",
                PATIENCE,
                () -> {
                    try (RawWire wire = new RawWire(pages.port())) {
                        answers.set(wire.send(row.toString()).readToEnd());
                    }
                    return answers.get().contains("\"crowded\"") ? "there are too many" : "";
                },
                host::said);
        List<String> lines = answers.get()
                .lines()
                .filter(line -> line.matches(".*HTTP/1\\.1 \\d{3} .*"))
                .map(line -> line.replaceAll(".*HTTP/1\\.1 (\\d{3}) .*", "$1"))
                .toList();
        assertEquals(answers.get() + "\n" + host.said(), 50, lines.size());
        for (int at = 0; at < 50; at++) {
            assertEquals(at % 2 == 0 ? "200" : "401", lines.get(at));
        }
    }

    @Test
    public void t58SocketsThatSayNothingAreClosedAtLast() throws Exception {
        healthy();
        for (RawWire wire : SILENT) {
            assertEquals("", wire.readToEnd());
        }
    }

    private static RawWire unread(String requests) throws IOException {
        RawWire wire = new RawWire(pages.port(), 1024);
        wire.trySend(requests);
        return wire;
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

    /** Waits until so many have got something of an answer; who they are. */
    private static List<RawWire> answered(List<RawWire> wires, int number) {
        List<RawWire> those = new ArrayList<>();
        Eventually.isSo(
                "Answers",
                PATIENCE,
                () -> {
                    those.clear();
                    for (RawWire wire : wires) {
                        if (wire.hasAnswer()) {
                            those.add(wire);
                        }
                    }
                    return those.size() >= number ? "" : those.size() + " of " + number;
                },
                host::said);
        return those;
    }

    private static void under(List<RawWire> wires, Strangers strangers) throws Exception {
        Thread attack = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    strangers.goOn();
                } catch (IOException closed) {
                    // Being thrown out is what a stranger has to expect
                }
                LockSupport.parkNanos(BETWEEN);
            }
        });
        attack.setDaemon(true);
        attack.start();
        try {
            healthy();
            assertTrue("threads: " + of("Threads"), of("Threads") <= MOST_THREADS);
            assertTrue("memory in KiB: " + of("VmHWM"), of("VmHWM") <= MOST_KILOBYTES);
        } finally {
            attack.interrupt();
            attack.join();
            close(wires);
        }
        // Nothing that they held is held for ever
        Eventually.isSo(
                "A stranger is served again",
                PATIENCE,
                () -> {
                    int status = admin.asNobody().get("/health").status();
                    return status == 200 ? "" : "health answers " + status;
                },
                host::said);
    }

    private static void close(List<RawWire> wires) throws IOException {
        for (RawWire wire : wires) {
            wire.close();
        }
    }

    /** Keeps its sessions alive, each time with success, and looks after the host's health. */
    private static void healthy() throws Exception {
        for (int at = 0; at < KEEP_ALIVES; at++) {
            long begin = System.nanoTime();
            device.put(Api.SESSIONS + "/" + SESSIONS.get(at % SESSIONS.size()), "{}")
                    .is(200);
            admin.get("/health").is(200);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue("a keep-alive waits for " + taken, taken.compareTo(LATEST) <= 0);
        }
    }

    /** A line of what the system tells of the host's process. */
    private static long of(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(host.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("No " + name));
    }
}
