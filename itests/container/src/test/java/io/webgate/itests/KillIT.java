// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * kill -9 at random moments under load: no acknowledged session, document, verdict or latch is lost, and the order of
 * connection is the same (I2, T1). Bounded: as many rounds as {@code webgate.rounds}.
 */
public class KillIT {

    private static final int CLIENTS = 6;
    private static final long SEED = 20261122;

    /** What was acknowledged, by session id: whether it was opened, closed, or asked to be closed without an answer. */
    private enum Known {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Map<String, Known> sessions = new ConcurrentHashMap<>();
    private final Set<String> documents = ConcurrentHashMap.newKeySet();
    private final Set<Long> verdicts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiters = new AtomicInteger();
    private final Random random = new Random(SEED);

    @Test
    public void i2NothingAcknowledgedIsLostWhenTheHostIsKilledAtAnyMoment() throws Exception {
        int rounds = Integer.getInteger("webgate.rounds", 20);
        ThrowawayVendor vendor =
                ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
        List<String> order = List.of();
        try (HostProcess host = HostProcess.start(HostProcess.freshHome("kill"))) {
            Api admin = host.ready();
            documents.add(
                    admin.install(vendor.license(Api.WAITER, 100_000)).is(201).text("id"));
            String token = admin.device("Till", 100_000);
            // More of them where this computer had time for little between one and the next
            long deadline = System.nanoTime() + Api.PATIENCE.multipliedBy(4).toNanos();
            for (int round = 0;
                    round < rounds || (documents.size() <= rounds / 2 && System.nanoTime() - deadline < 0);
                    round++) {
                boolean latch = round % 4 == 3;
                underLoad(host, admin, token, vendor, latch);
                host.kill();
                host.again();
                admin = host.ready();
                order = check(admin, order, latch);
                if (latch) {
                    admin.post("/api/v1/gate/resume", "").is(200);
                    isOpen(admin);
                    order = List.of();
                }
            }
        }
        assertTrue("Only " + waiters.get() + " sessions were tried", waiters.get() > rounds * 5);
        assertTrue("Only " + documents.size() + " documents", documents.size() > rounds / 2);
    }

    private void underLoad(HostProcess host, Api admin, String token, ThrowawayVendor vendor, boolean latch)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<byte[]> prepared = new ArrayList<>();
        for (int document = 0; document < 5; document++) {
            prepared.add(vendor.license(Api.WAITER, 1));
        }
        List<Thread> clients = new ArrayList<>();
        Api till = admin.as(token);
        for (int client = 0; client < CLIENTS; client++) {
            int seed = random.nextInt();
            clients.add(new Thread(() -> openAndClose(till, new Random(seed), over)));
        }
        clients.add(new Thread(() -> install(admin, prepared)));
        clients.forEach(Thread::start);
        LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(700)).toNanos());
        if (latch) {
            // the latch is acknowledged; the sessions that it ends are no longer anyone's
            long verdict = admin.post("/api/v1/gate/stop", "")
                    .is(200)
                    .object()
                    .getAsJsonObject("verdict")
                    .get("id")
                    .getAsLong();
            verdicts.add(verdict);
        }
        host.kill();
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        if (latch) {
            sessions.replaceAll((session, known) -> Known.CLOSED);
        }
    }

    private void openAndClose(Api till, Random mine, AtomicBoolean over) {
        while (!over.get()) {
            try {
                Answer opened = till.open("waiter-" + waiters.incrementAndGet());
                if (opened.status() != 201) {
                    return; // the gate was stopped
                }
                String session = opened.text("session");
                sessions.put(session, Known.OPEN);
                if (mine.nextInt(4) == 0) {
                    sessions.put(session, Known.CLOSING);
                    int closed = till.delete(Api.SESSIONS + "/" + session).status();
                    if (closed != 204) {
                        return; // the gate was stopped, and with it the session
                    }
                    sessions.put(session, Known.CLOSED);
                }
            } catch (IOException killed) {
                return; // not acknowledged, so either way is right
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void install(Api admin, List<byte[]> prepared) {
        for (byte[] document : prepared) {
            try {
                documents.add(admin.install(document).is(201).text("id"));
            } catch (IOException killed) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Everything acknowledged is there, and what was there before is in the same order. */
    private List<String> check(Api admin, List<String> before, boolean latched) throws Exception {
        List<String> now = new ArrayList<>();
        for (JsonElement seat :
                admin.get("/api/v1/modules/" + Api.WAITER + "/seats").is(200).array()) {
            now.add(seat.getAsJsonObject().get("seat").getAsString());
        }
        Set<String> there = new HashSet<>(now);
        sessions.forEach((session, known) -> {
            if (known == Known.OPEN) {
                assertTrue("Lost: " + session, there.contains(session));
            } else if (known == Known.CLOSED) {
                assertTrue("Came back: " + session, !there.contains(session));
            }
        });
        List<String> stillThere = before.stream().filter(there::contains).toList();
        List<String> inTheirOrder =
                now.stream().filter(new HashSet<>(before)::contains).toList();
        assertEquals(stillThere, inTheirOrder);
        assertTrue("Documents lost", new HashSet<>(admin.licenses()).containsAll(documents));
        Set<Long> recorded = new HashSet<>();
        for (JsonElement verdict : admin.get("/api/v1/verdicts").is(200).array()) {
            recorded.add(verdict.getAsJsonObject().get("id").getAsLong());
        }
        assertTrue("Verdicts lost: " + verdicts + " of " + recorded, recorded.containsAll(verdicts));
        JsonObject gate = admin.gate().object();
        if (latched) {
            assertEquals(
                    "A latched gate stays stopped", "stopped", gate.get("state").getAsString());
        } else {
            isOpen(admin);
        }
        sessions.values().removeIf(known -> known != Known.OPEN);
        sessions.keySet().retainAll(there);
        return now;
    }

    private static void isOpen(Api admin) {
        Eventually.isSo(
                "The gate is open",
                Api.PATIENCE,
                () -> admin.gate().text("state").equals("open")
                        ? ""
                        : admin.gate().body(),
                () -> "");
    }
}
