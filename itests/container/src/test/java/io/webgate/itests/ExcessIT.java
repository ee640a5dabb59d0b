// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import io.webgate.license.api.Binding;
import io.webgate.license.text.MachineKeyText;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

import javax.inject.Inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

/** The whole way: licences, sessions, excess, a stopped gate, a bigger licence, the same set again (R23, R50–R54, R62). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ExcessIT {

    // Stopping six plugins takes a fraction of a second; a computer that needs this long tells nothing
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    @Inject
    private BundleContext context;

    private InContainer in;
    private Api admin;
    private ThrowawayVendor vendor;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("excess");
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        vendor = in.vendor();
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
    }

    @After
    public void asBefore() throws Exception {
        admin.removeAllLicenses();
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
    }

    @Test
    public void r23TheFourthSessionOfThreeStopsTheGateAndAllItsDependentsAndNothingElse() throws Exception {
        admin.install(vendor.license(Api.WAITER, 2)).is(201);
        String second = admin.install(vendor.license(Api.WAITER, 1)).is(201).text("id");
        assertEquals(3, admin.waiterModule().get("limit").getAsLong());
        Api till = admin.as(admin.device("Till", 4));
        // What this computer needs for the same when an administrator asks for it comes on top of the second; of each
        // the middle one of three: once in a while a computer has something else to do
        List<Duration> byHand = new ArrayList<>();
        List<Duration> byExcess = new ArrayList<>();
        AtomicReference<Answer> refused = new AtomicReference<>();
        for (int round = 0; round < 3; round++) {
            fill(till);
            byHand.add(untilStopped(() -> admin.post("/api/v1/gate/stop", "").is(200)));
            fill(till);
            byExcess.add(untilStopped(() -> refused.set(till.open("Galina").is(503))));
        }
        Duration own = middle(byHand);
        Duration took = middle(byExcess);
        String all = "By excess it took " + byExcess + ", and by hand " + byHand;
        assertTrue(all, took.minus(own).compareTo(Duration.ofSeconds(1)) < 0);
        // What is slow both ways is no slow computer any more
        assertTrue(all, own.compareTo(SLOWEST) < 0);

        Answer fourth = refused.get();
        assertEquals("gate-stopped", fourth.text("code"));
        assertEquals(Api.WAITER, fourth.text("module"));
        assertEquals(3, fourth.number("limit"));
        assertEquals(4, fourth.number("used"));
        assertEquals("application/problem+json", fourth.header("Content-Type").replaceAll(";.*", ""));
        assertTrue(fourth.body(), !fourth.header("Retry-After").isEmpty());

        // R51: a clear answer at the gate, and the place where it is repaired stays up
        assertEquals("gate-stopped", till.open("Anna").is(503).text("code"));
        assertEquals("gate-stopped", admin.get("/gate/whatever").is(503).text("code"));
        Answer page = admin.get("/gate/mobile-waiter/", "Accept", "text/html", "Accept-Language", "ru")
                .is(503);
        assertTrue(page.header("Content-Type"), page.header("Content-Type").startsWith("text/html"));
        admin.get("/health").is(200);
        JsonObject gate = admin.gate().object();
        assertEquals("stopped", gate.get("state").getAsString());
        assertEquals(Api.WAITER, gate.getAsJsonObject("verdict").get("module").getAsString());
        assertEquals(
                InContainer.GATE_AND_DEPENDENTS.size() - 1,
                gate.getAsJsonArray("plugins").size());
        in.eventually("The record tells what was stopped", Api.PATIENCE, () -> {
            JsonObject verdict =
                    admin.get("/api/v1/verdicts").is(200).array().get(0).getAsJsonObject();
            int stopped = verdict.getAsJsonArray("stopped").size();
            return stopped == InContainer.GATE_AND_DEPENDENTS.size() ? "" : "stopped " + verdict.get("stopped");
        });
        assertEquals(
                0,
                admin.get("/api/v1/modules/" + Api.WAITER + "/seats")
                        .is(200)
                        .array()
                        .size());

        // R54: a limit of what was in use at the breach brings exactly the same set back
        admin.delete("/api/v1/licenses/" + second).is(204);
        assertEquals("stopped", admin.gate().text("state"));
        admin.install(vendor.license(Api.WAITER, 10)).is(201);
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
        till.eventuallyOpen("Galina");
        assertEquals(
                "limit",
                admin.get("/api/v1/verdicts")
                        .is(200)
                        .array()
                        .get(0)
                        .getAsJsonObject()
                        .get("resumedBy")
                        .getAsString());
    }

    /** Three sessions of three, with everything running. */
    private void fill(Api till) throws Exception {
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
        till.eventuallyOpen("Anna");
        till.open("Boris").is(201);
        till.open("Viktor").is(201);
        assertEquals("", in.notActiveBut(Set.of()));
    }

    /** Something that is done to the host. */
    @FunctionalInterface
    private interface Act {
        void go() throws Exception;
    }

    /** How long it takes from an act until the gate and its dependents are stopped, and nothing else. */
    private Duration untilStopped(Act act) throws Exception {
        long begin = System.nanoTime();
        act.go();
        in.eventually(
                "The gate and its dependents are stopped, and nothing else",
                Api.PATIENCE,
                () -> in.notActiveBut(InContainer.GATE_AND_DEPENDENTS));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration middle(List<Duration> three) {
        return three.stream().sorted().toList().get(1);
    }

    @Test
    public void r54AnAdministratorResumesAndAPluginStoppedByHandBeforeStaysStopped() throws Exception {
        admin.install(vendor.license(Api.WAITER, 1)).is(201);
        Api till = admin.as(admin.device("Till", 2));
        in.bundle("com.example.orders").stop();
        try {
            till.open("Anna").is(201);
            till.open("Boris").is(503);
            in.eventuallyGateIs("stopped");
            admin.post("/api/v1/gate/resume", "").is(200);
            in.eventuallyGateIs("open");
            in.eventuallyNotActiveBut(Set.of("com.example.orders"));
        } finally {
            in.bundle("com.example.orders").start();
        }
    }

    @Test
    public void d8NobodyWithoutADeviceTokenAndNoDeviceBeyondItsEnrolmentCanStopTheGate() throws Exception {
        admin.install(vendor.license(Api.WAITER, 1)).is(201);
        Api till = admin.as(admin.device("Till", 1));
        till.open("Anna").is(201);
        assertEquals("enrolment-exceeded", till.open("Boris").is(409).text("code"));
        admin.asNobody().open("Stranger").is(401);
        admin.as("wgd_no-such-token").open("Stranger").is(401);
        admin.asNobody().post("/api/v1/gate/stop", "").is(401);
        till.post("/api/v1/gate/stop", "").is(403);
        assertEquals("open", admin.gate().text("state"));
        assertEquals(1, admin.waiterModule().get("used").getAsLong());
    }

    @Test
    public void r62TheSameWaiterOnTheSameDeviceGetsTheSameSessionAndASessionIsItsDevicesAlone() throws Exception {
        admin.install(vendor.license(Api.WAITER, 3)).is(201);
        Api till = admin.as(admin.device("Till", 2));
        Api bar = admin.as(admin.device("Bar", 2));
        String session = till.open("Anna").is(201).text("session");
        assertEquals(session, till.open("Anna").is(200).text("session"));
        assertNotEquals(session, bar.open("Anna").is(201).text("session"));
        bar.put(Api.SESSIONS + "/" + session, "").is(404);
        bar.delete(Api.SESSIONS + "/" + session).is(404);
        till.put(Api.SESSIONS + "/" + session, "").is(200);
        till.get(Api.SESSIONS).is(403);
        assertEquals(2, admin.get(Api.SESSIONS).is(200).array().size());
        till.delete(Api.SESSIONS + "/" + session).is(204);
        till.put(Api.SESSIONS + "/" + session, "").is(404);
        assertEquals(1, admin.waiterModule().get("used").getAsLong());
    }

    @Test
    public void i3ARetriedRequestTakesNoSecondSeat() throws Exception {
        admin.install(vendor.license(Api.WAITER, 3)).is(201);
        Api till = admin.as(admin.device("Till", 3));
        String body = "{\"waiter\":\"Anna\"}";
        String first =
                till.post(Api.SESSIONS, body, "Idempotency-Key", "k1").is(201).text("session");
        assertEquals(
                first,
                till.post(Api.SESSIONS, body, "Idempotency-Key", "k1").is(201).text("session"));
        till.post(Api.SESSIONS, "{\"waiter\":\"Boris\"}", "Idempotency-Key", "k1")
                .is(422);
        assertEquals(1, admin.waiterModule().get("used").getAsLong());
    }

    @Test
    public void aModuleWithoutALicenceIsWithheldAndTheGateGoesOn() throws Exception {
        Api till = admin.as(admin.device("Till", 1));
        assertEquals("not-licensed", till.open("Anna").is(403).text("code"));
        assertEquals("open", admin.gate().text("state"));
        // R9, R8: the answer comes when the withheld module is in effect
        String id = admin.install(vendor.license(Api.WAITER, 1)).is(201).text("id");
        till.open("Anna").is(201);
        till.delete(Api.SESSIONS + "/" + till.open("Anna").is(200).text("session"))
                .is(204);
        admin.delete("/api/v1/licenses/" + id).is(204);
        assertEquals("not-licensed", till.open("Anna").is(403).text("code"));
    }

    @Test
    public void aLicenceThatIsRemovedWhileSessionsAreOpenIsAnExcess() throws Exception {
        String id = admin.install(vendor.license(Api.WAITER, 1)).is(201).text("id");
        Api till = admin.as(admin.device("Till", 1));
        till.open("Anna").is(201);
        admin.delete("/api/v1/licenses/" + id).is(204);
        in.eventuallyGateIs("stopped");
        assertEquals("gate-stopped", till.open("Anna").is(503).text("code"));
    }

    /** The gate's own settings as a file, for as long as a test lasts; then the licence alone binds again. */
    private final class OwnSettings implements AutoCloseable {

        private final Path file = Path.of(context.getProperty("webgate.home"), "etc", "io.webgate.gate.config");
        private final long before;

        OwnSettings() throws Exception {
            before = admin.waiterModule().get("limit").getAsLong();
        }

        void limit(long sessions) throws IOException {
            Files.writeString(file, "sessions=[\"" + Api.WAITER + "=" + sessions + "\"]\n");
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            in.eventually(
                    "The setting is gone",
                    Api.PATIENCE,
                    () -> admin.waiterModule().get("limit").getAsLong() == before
                            ? ""
                            : admin.waiterModule().toString());
        }
    }

    @Test
    public void r32TheGatesOwnSettingBindsWhereItIsSmaller() throws Exception {
        admin.install(vendor.license(Api.WAITER, 5)).is(201);
        // Not in a finally block, where what fails afterwards would hide what failed first
        try (OwnSettings settings = new OwnSettings()) {
            settings.limit(1);
            Api till = admin.as(admin.device("Till", 3));
            in.eventually(
                    "The setting is in effect",
                    Api.PATIENCE,
                    () -> admin.waiterModule().get("limit").getAsLong() == 1
                            ? ""
                            : admin.waiterModule().toString());
            till.open("Anna").is(201);
            Answer stopped = till.open("Boris").is(503);
            assertEquals(1, stopped.number("limit"));
            assertEquals(2, stopped.number("used"));
        }
    }

    @Test
    public void documentsThatCantBeTrustedOrAreNotForThisMachineAreToldApart() throws Exception {
        byte[] good = vendor.license(Api.WAITER, 3);
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        Answer damaged = admin.install(bad).is(422);
        assertEquals("license-damaged", damaged.text("code"));
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 10);
        admin.install(cut).is(422);
        admin.install(ThrowawayVendor.named("EVIL", java.time.InstantSource.system())
                        .license(Api.WAITER, 9))
                .is(422);
        String elsewhere = MachineKeyText.of(IntStream.of(1111, 2222, 3333, 4444, 5555)
                        .mapToObj(OptionalInt::of)
                        .toList())
                .toString();
        Answer other = admin.install(vendor.license(Api.WAITER, 9, Binding.machine(elsewhere), r -> r))
                .is(201);
        assertEquals("other-machine", other.text("state"));
        Answer expired = admin.install(
                        vendor.license(Api.WAITER, 9, Binding.ANYWHERE, r -> r.from(java.time.LocalDate.of(2020, 1, 1))
                                .until(java.time.LocalDate.of(2020, 12, 31))))
                .is(201);
        assertEquals("expired", expired.text("state"));
        admin.install(good).is(201);
        admin.install(good).is(200);
        assertEquals(3, admin.waiterModule().get("limit").getAsLong());
    }
}
