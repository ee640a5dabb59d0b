// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.exchange.client.ExchangeClient;
import io.webgate.exchange.client.ExchangeClient.Connection;
import io.webgate.exchange.client.ExchangeClient.Refused;
import io.webgate.exchange.client.ExchangeClient.Wish;
import io.webgate.exchange.client.PermitVerifier;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

/**
 * Applications outside the gate over HTTP against a running host (R20–R46, R61): for each rule what its excess does, what
 * goes on all the same, and that nothing is lost when the cause has gone. One host for all of them.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class ConnectionsIT {

    private static final String CENTRE = "powerpos.processing-center";
    private static final String SCALES = "powerpos.scale-manager";
    private static final String POS = "powerpos.pos";
    private static final String TERMINAL = "powerpos.data-terminal";
    private static final String METERED = "powerpos.tariff-device-server";
    private static final String DOCUMENTS = "powerpos.document-manager";
    private static final String GENERATOR = "powerpos.report-generator";
    private static final String SMALL = "powerpos.small-edition";
    private static final String MANAGER = "openservice.manager";
    private static final String OPEN_CENTRE = "openservice.processing-center";
    private static final String SERVER = "openservice.data-server";
    private static final String SUBORDINATES = "openservice.data-server.subordinates";
    private static final String OPEN_POS = "openservice.pos";
    private static final String OPEN_WAITER = "openservice.mobile-waiter";

    private static Path home;
    private static HostProcess host;
    private static Api admin;
    private static ExchangeClient client;
    private static DataServer dataServer;
    private static ThrowawayVendor vendor;

    private final Set<String> connected = new TreeSet<>();

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("connections");
        host = HostProcess.start(home);
        vendor = ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
        reached(Locale.ENGLISH);
        dataServer = new DataServer(new PermitVerifier(hostKey(), client.keys(), InstantSource.system()));
    }

    private static void reached(Locale language) throws Exception {
        admin = host.ready();
        client = client(Files.readString(home.resolve("var/admin-token")).strip(), language);
    }

    private static ExchangeClient client(String token, Locale language) throws Exception {
        String port = Files.readString(home.resolve("var/port")).strip();
        return new ExchangeClient(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port), token, language);
    }

    /** As a person pins it, from the host's own answer. */
    private static String hostKey() throws Exception {
        return admin.get("/api/v1/exchange/keys")
                .is(200)
                .object()
                .getAsJsonArray("keys")
                .get(0)
                .getAsJsonObject()
                .get("kid")
                .getAsString();
    }

    @AfterClass
    public static void stop() {
        dataServer.close();
        host.close();
    }

    @After
    public void leaveAll() throws Exception {
        for (String one : connected) {
            client.leave(one.substring(0, one.indexOf('/')), one.substring(one.indexOf('/') + 1));
        }
        admin.removeAllLicenses();
        Files.deleteIfExists(settings());
    }

    // ------------------------------------------------------------------ PowerPOS

    @Test
    public void r20ClientsTooManySuspendTheCentresExchangeAndDebitingGoesOn() throws Exception {
        licensed(CENTRE, 1000);
        licensed(POS, 1);
        Application centre = new Application(CENTRE, "centre", () -> report(CENTRE, "centre", 1000));
        centre.record("one");
        assertTrue(centre.exchange().allowed());

        centre.says = () -> report(CENTRE, "centre", 1001);
        centre.record("two");
        Connection suspended = centre.exchange();
        assertSuspended(suspended, CENTRE, "excess", 1000, 1001, "debit-existing");
        String permit = suspended.permit().orElseThrow();
        assertEquals("OPERATION", dataServer.send(CENTRE, "centre", "exchange", permit, "two"));
        assertEquals("", dataServer.send(CENTRE, "centre", "debit-existing", permit, "debit"));
        assertTrue("others are not concerned", connect(POS, "till", Wish.PLAIN).allowed());

        licensed(CENTRE, 1);
        centre.record("three");
        assertTrue("it resumes by itself", centre.exchange().allowed());
        assertEquals(List.of("one", "debit", "two", "three"), dataServer.taken(CENTRE, "centre"));
    }

    @Test
    public void r21ScalesTooManySuspendTheManagersConnectedLastEachOfThemWhole() throws Exception {
        licensed(SCALES, 10);
        assertTrue(connect(SCALES, "first", Wish.PLAIN.weight(5)).allowed());
        assertTrue(connect(SCALES, "second", Wish.PLAIN.weight(4)).allowed());
        assertSuspended(connect(SCALES, "third", Wish.PLAIN.weight(2)), SCALES, "excess", 10, 11);
        assertTrue(connect(SCALES, "second", Wish.PLAIN.weight(4)).allowed());

        assertTrue(
                "whoever added them",
                connect(SCALES, "first", Wish.PLAIN.weight(7)).allowed());
        assertFalse(connect(SCALES, "second", Wish.PLAIN.weight(4)).allowed());
        assertFalse(connect(SCALES, "third", Wish.PLAIN.weight(2)).allowed());

        assertTrue(client.leave(SCALES, "first"));
        assertTrue(connect(SCALES, "second", Wish.PLAIN.weight(4)).allowed());
        assertTrue(connect(SCALES, "third", Wish.PLAIN.weight(2)).allowed());
        assertFalse(
                "over the limit alone",
                connect(SCALES, "fourth", Wish.PLAIN.weight(11)).allowed());
    }

    @Test
    public void r21ScalesOfOneManagerAreSuspendedTogether() throws Exception {
        licensed(SCALES, 3);
        Wish hall = Wish.PLAIN.group("hall");
        Wish yard = Wish.PLAIN.group("yard");
        assertTrue(connect(SCALES, "hall-1", hall).allowed());
        assertTrue(connect(SCALES, "yard-1", yard).allowed());
        assertTrue(connect(SCALES, "yard-2", yard).allowed());

        assertTrue("the manager's place counts", connect(SCALES, "hall-2", hall).allowed());

        assertFalse(connect(SCALES, "yard-1", yard).allowed());
        assertFalse(connect(SCALES, "yard-2", yard).allowed());
    }

    @Test
    public void r22RegistersConnectedLastAreSuspendedAndNothingIsLost() throws Exception {
        licensed(POS, 2);
        Application first = register("till-1");
        Application second = register("till-2");
        Application third = register("till-3");
        assertTrue(first.exchange().allowed());
        assertTrue(second.exchange().allowed());
        third.record("sale 1");
        assertSuspended(third.exchange(), POS, "excess", 2, 3);
        assertEquals("nothing is permitted", Optional.empty(), third.exchange().permit());
        first.record("sale 2");
        assertTrue("those before it are served", first.exchange().allowed());

        assertTrue(client.leave(POS, "till-1"));
        third.record("sale 3");
        assertTrue(third.exchange().allowed());
        assertEquals("kept, and in order", List.of("sale 1", "sale 3"), dataServer.taken(POS, "till-3"));
        assertEquals(List.of("sale 2"), dataServer.taken(POS, "till-1"));

        assertTrue("back in its old place", first.exchange().allowed());
        assertFalse(third.exchange().allowed());
        Answer seats = admin.get("/api/v1/modules/" + POS + "/seats").is(200);
        List<String> order = seats.array().asList().stream()
                .map(seat -> seat.getAsJsonObject().get("device").getAsString() + " "
                        + seat.getAsJsonObject().get("state").getAsString())
                .toList();
        assertEquals(List.of("till-1 served", "till-2 served", "till-3 suspended"), order);
    }

    @Test
    public void r24OneTerminalTooManySuspendsAllOfThem() throws Exception {
        licensed(TERMINAL, 1);
        licensed(DOCUMENTS, 1);
        assertTrue(connect(TERMINAL, "scanner-1", Wish.PLAIN).allowed());
        assertSuspended(connect(TERMINAL, "scanner-2", Wish.PLAIN), TERMINAL, "excess", 1, 2);
        assertSuspended(connect(TERMINAL, "scanner-1", Wish.PLAIN), TERMINAL, "excess", 1, 2);
        assertTrue(
                "the document manager is not concerned",
                connect(DOCUMENTS, "office", Wish.PLAIN).allowed());

        assertTrue(client.leave(TERMINAL, "scanner-2"));
        assertTrue(connect(TERMINAL, "scanner-1", Wish.PLAIN).allowed());
    }

    @Test
    public void r25MeteredDevicesTooManySuspendTheirServersAndTheDevicesGoOn() throws Exception {
        licensed(METERED, 10);
        assertTrue(report(METERED, "hall", 6).allowed());
        assertSuspended(report(METERED, "terrace", 5), METERED, "excess", 10, 11, "operate-devices");
        Connection hall = report(METERED, "hall", 6);
        assertSuspended(hall, METERED, "excess", 10, 11, "operate-devices");
        String permit = hall.permit().orElseThrow();
        assertEquals("", dataServer.send(METERED, "hall", "operate-devices", permit, "on"));
        assertEquals("OPERATION", dataServer.send(METERED, "hall", "exchange", permit, "data"));

        assertTrue(report(METERED, "terrace", 0).allowed());
        assertTrue(report(METERED, "hall", 6).allowed());
    }

    @Test
    public void r26DocumentManagersTooManySuspendTheirExchangeAndTerminalsGoOn() throws Exception {
        licensed(DOCUMENTS, 1);
        licensed(TERMINAL, 1);
        assertTrue(connect(DOCUMENTS, "office", Wish.PLAIN).allowed());
        assertSuspended(connect(DOCUMENTS, "store", Wish.PLAIN), DOCUMENTS, "excess", 1, 2, "exchange-terminals");
        assertSuspended(connect(DOCUMENTS, "office", Wish.PLAIN), DOCUMENTS, "excess", 1, 2, "exchange-terminals");
        assertTrue(
                "terminals still exchange",
                connect(TERMINAL, "scanner", Wish.PLAIN).allowed());
    }

    @Test
    public void r28TheReportGeneratorIsLicensedComputerByComputer() throws Exception {
        assertEquals("not-licensed", refused(GENERATOR, "office", Wish.PLAIN).code());
        generatorOfThisComputer();
        assertTrue(connect(GENERATOR, "office", Wish.PLAIN).allowed());
        assertEquals("limit-exceeded", refused(GENERATOR, "store", Wish.PLAIN).code());
        generatorOfThisComputer();
        assertEquals(
                "on or off, never summed",
                409,
                refused(GENERATOR, "store", Wish.PLAIN).status());
        assertTrue(connect(GENERATOR, "office", Wish.PLAIN).allowed());
    }

    @Test
    public void r31SitesThatTheLicenceDoesNotCoverAreNotSynchronisedAndTheOthersAre() throws Exception {
        licensed(SMALL, 2);
        assertTrue(connect(SMALL, "site-1", Wish.PLAIN).allowed());
        assertTrue(connect(SMALL, "site-2", Wish.PLAIN).allowed());
        assertSuspended(connect(SMALL, "site-3", Wish.PLAIN), SMALL, "excess", 2, 3);
        assertSuspended(connect(SMALL, "site-4", Wish.PLAIN), SMALL, "excess", 2, 4);
        assertTrue(connect(SMALL, "site-1", Wish.PLAIN).allowed());
        licensed(SMALL, 1);
        assertTrue(
                "the first in the order of connection",
                connect(SMALL, "site-3", Wish.PLAIN).allowed());
        assertFalse(connect(SMALL, "site-4", Wish.PLAIN).allowed());
    }

    // ------------------------------------------------------------------ OpenService

    @Test
    public void r40TheManagerTooManyIsRefusedWithAMessage() throws Exception {
        licensed(SERVER, 1);
        licensed(MANAGER, 2);
        assertTrue(connect(MANAGER, "desk-1", Wish.PLAIN).allowed());
        assertTrue(connect(MANAGER, "desk-2", Wish.PLAIN).allowed());
        Refused third = refused(MANAGER, "desk-3", Wish.PLAIN);
        assertEquals(409, third.status());
        assertEquals("limit-exceeded", third.code());
        assertTrue(third.getMessage(), third.getMessage().contains("number of connections is exceeded"));
        ExchangeClient russian =
                client(Files.readString(home.resolve("var/admin-token")).strip(), new Locale("ru"));
        Refused inRussian = assertThrows(Refused.class, () -> russian.connect(MANAGER, "desk-3", Wish.PLAIN));
        assertTrue(inRussian.getMessage(), inRussian.getMessage().contains("превышено число подключений"));
        assertTrue(
                "the others are served", connect(MANAGER, "desk-1", Wish.PLAIN).allowed());
        assertTrue(client.leave(MANAGER, "desk-1"));
        assertTrue(connect(MANAGER, "desk-3", Wish.PLAIN).allowed());
    }

    @Test
    public void r41ClientsWithAccountsOfTheirOwnTooManySuspendTheCentreAndDebitingGoesOn() throws Exception {
        licensed(OPEN_CENTRE, 5);
        assertTrue(report(OPEN_CENTRE, "centre", 5).allowed());
        assertSuspended(report(OPEN_CENTRE, "centre", 6), OPEN_CENTRE, "excess", 5, 6, "debit-existing");
        assertTrue(report(OPEN_CENTRE, "centre", 5).allowed());
    }

    @Test
    public void r42WithoutItsOwnLicenceADataServerServesNoClientsAndExchangesWithServers() throws Exception {
        licensed(MANAGER, 2);
        licensed(OPEN_WAITER, 1);
        licensed(SUBORDINATES, 1);
        Refused withoutServer = refused(MANAGER, "desk-1", Wish.PLAIN);
        assertEquals(403, withoutServer.status());
        assertEquals("not-licensed", withoutServer.code());
        assertEquals(403, refused(OPEN_WAITER, "pad-1", Wish.PLAIN).status());

        String server = licensed(SERVER, 1);
        assertTrue(connect(MANAGER, "desk-1", Wish.PLAIN).allowed());
        assertTrue(connect(SUBORDINATES, "branch", Wish.PLAIN).allowed());

        admin.delete("/api/v1/licenses/" + server).is(204);
        Connection held = connect(MANAGER, "desk-1", Wish.PLAIN);
        assertFalse("work with client applications stops", held.allowed());
        assertEquals(List.of(SERVER), modules(held));
        assertEquals(403, refused(MANAGER, "desk-2", Wish.PLAIN).status());
        assertTrue(
                "other data servers are not concerned",
                connect(SUBORDINATES, "branch", Wish.PLAIN).allowed());
        JsonObject module = admin.get("/api/v1/modules/" + SERVER).is(200).object();
        assertEquals(
                "[\"exchange-data-servers\",\"exchange-license-server\"]",
                module.get("stillAllowed").toString());

        licensed(SERVER, 1);
        assertTrue("a licence arrived", connect(MANAGER, "desk-1", Wish.PLAIN).allowed());
        licensed(SERVER, 1);
        assertEquals(
                "on or off, never summed",
                1,
                admin.get("/api/v1/modules/" + SERVER).is(200).number("limit"));
    }

    @Test
    public void r43SubordinateServersConnectedLastAreBlocked() throws Exception {
        licensed(SUBORDINATES, 1);
        assertTrue(connect(SUBORDINATES, "branch-1", Wish.PLAIN).allowed());
        assertSuspended(connect(SUBORDINATES, "branch-2", Wish.PLAIN), SUBORDINATES, "excess", 1, 2);
        assertTrue(connect(SUBORDINATES, "branch-1", Wish.PLAIN).allowed());
    }

    @Test
    public void r44RegistersConnectedLastAreSuspended() throws Exception {
        licensed(OPEN_POS, 1);
        assertTrue(connect(OPEN_POS, "till-1", Wish.PLAIN).allowed());
        assertSuspended(connect(OPEN_POS, "till-2", Wish.PLAIN), OPEN_POS, "excess", 1, 2);
        assertTrue(connect(OPEN_POS, "till-1", Wish.PLAIN).allowed());
    }

    @Test
    public void r45OneFeatureWithoutALicenceSuspendsTheRegisterThatUsesItAlone() throws Exception {
        registersWithBonusAccounts(2);
        assertTrue(connect(OPEN_POS, "till-1", Wish.PLAIN.features("bonus-accounts"))
                .allowed());
        Connection second = connect(OPEN_POS, "till-2", Wish.PLAIN.features("bonus-accounts", "video-events"));
        assertFalse(second.allowed());
        assertEquals("features", second.reasons().get(0).cause());
        assertTrue(
                second.reasons().get(0).text(),
                second.reasons().get(0).text().contains("without a licence: events for video surveillance"));
        assertTrue(connect(OPEN_POS, "till-1", Wish.PLAIN.features("bonus-accounts"))
                .allowed());
        assertEquals(
                "it keeps its place and counts",
                2,
                admin.get("/api/v1/modules/" + OPEN_POS).is(200).number("used"));
        Connection third = connect(OPEN_POS, "till-3", Wish.PLAIN.features("messages"));
        assertEquals(
                "the answer names every reason",
                Set.of("excess", "features"),
                third.reasons().stream().map(ExchangeClient.Reason::cause).collect(Collectors.toSet()));

        assertTrue(connect(OPEN_POS, "till-2", Wish.PLAIN).allowed());
        assertEquals(
                "feature-unknown",
                refused(OPEN_POS, "till-2", Wish.PLAIN.features("video")).code());
    }

    @Test
    public void r46IdleWaitersMakeRoomWhereTheCustomerWantsItAndAreToldWhy() throws Exception {
        licensed(SERVER, 1);
        licensed(OPEN_WAITER, 2);
        Instant now = Instant.now();
        Wish longIdle = Wish.PLAIN.idleSince(now.minusSeconds(3600));
        Wish idle = Wish.PLAIN.idleSince(now.minusSeconds(1800));
        assertTrue(connect(OPEN_WAITER, "pad-1", idle).allowed());
        assertTrue(connect(OPEN_WAITER, "pad-2", longIdle).allowed());
        assertEquals(
                "off by default", 409, refused(OPEN_WAITER, "pad-3", Wish.PLAIN).status());

        Files.writeString(settings(), "displaceIdle=[\"" + OPEN_WAITER + "=PT10M\"]\n");
        Eventually.isSo(
                "The newcomer takes an idle one's place",
                Api.PATIENCE,
                () -> {
                    try {
                        return connect(OPEN_WAITER, "pad-3", Wish.PLAIN).allowed() ? "" : "suspended";
                    } catch (Refused refused) {
                        return refused.code();
                    }
                },
                host::said);
        Refused displaced = refused(OPEN_WAITER, "pad-2", longIdle);
        assertEquals("the one that was idle longest", 410, displaced.status());
        assertEquals("seat-displaced", displaced.code());
        assertTrue(displaced.getMessage(), displaced.getMessage().contains("made room for another"));
        assertEquals("still idle", 410, refused(OPEN_WAITER, "pad-2", longIdle).status());
        assertTrue(
                "back at work, it takes the next idle one's place",
                connect(OPEN_WAITER, "pad-2", Wish.PLAIN).allowed());
        assertEquals(410, refused(OPEN_WAITER, "pad-1", idle).status());
        assertEquals(
                "nobody is idle any more",
                409,
                refused(OPEN_WAITER, "pad-1", Wish.PLAIN).status());

        Files.delete(settings());
        client.leave(OPEN_WAITER, "pad-2");
        client.leave(OPEN_WAITER, "pad-3");
        // whoever was displaced is told so again; so other ones each time
        AtomicInteger look = new AtomicInteger();
        Eventually.isSo(
                "Nobody is displaced any more where the setting is gone",
                Api.PATIENCE,
                () -> {
                    String pad = "pad-" + look.incrementAndGet();
                    connect(OPEN_WAITER, pad + "-a", idle);
                    connect(OPEN_WAITER, pad + "-b", idle);
                    try {
                        connect(OPEN_WAITER, pad + "-c", Wish.PLAIN);
                        return pad + " took a place";
                    } catch (Refused refused) {
                        return refused.status() == 409 ? "" : refused.code();
                    } finally {
                        for (String left : List.of("-a", "-b", "-c")) {
                            client.leave(OPEN_WAITER, pad + left);
                        }
                    }
                },
                host::said);
    }

    // ------------------------------------------------------------------ all of them

    @Test
    public void section4WhereSeveralModulesBearOnOneApplicationAllMustAllowItsExchange() throws Exception {
        licensed(OPEN_CENTRE, 5);
        licensed(OPEN_POS, 1);
        assertTrue(connect(OPEN_POS, "till-1", Wish.PLAIN).allowed());
        assertTrue(report(OPEN_CENTRE, "shop", 5).allowed());
        assertFalse(connect(OPEN_POS, "shop", Wish.PLAIN).allowed());
        assertEquals(List.of(OPEN_POS), modules(report(OPEN_CENTRE, "shop", 5)));
        assertEquals(Set.of(OPEN_CENTRE, OPEN_POS), Set.copyOf(modules(report(OPEN_CENTRE, "shop", 6))));
    }

    @Test
    public void r61WithoutAPermitTheOtherSideTakesNothing() throws Exception {
        licensed(POS, 3);
        String permit = connect(POS, "till-7", Wish.PLAIN).permit().orElseThrow();
        assertEquals("FORM", dataServer.send(POS, "till-7", "exchange", "none", "x"));
        assertEquals("SUBJECT", dataServer.send(POS, "till-8", "exchange", permit, "x"));
        assertEquals("SUBJECT", dataServer.send(CENTRE, "till-7", "exchange", permit, "x"));
        assertEquals("SIGNATURE", dataServer.send(POS, "till-7", "exchange", forged(permit), "x"));
        assertEquals("", dataServer.send(POS, "till-7", "exchange", permit, "x"));

        assertTrue(client.leave(POS, "till-7"));
        String newer = connect(POS, "till-7", Wish.PLAIN).permit().orElseThrow();
        assertEquals("", dataServer.send(POS, "till-7", "exchange", newer, "y"));
        assertEquals("of an older grant", "FENCED", dataServer.send(POS, "till-7", "exchange", permit, "z"));
        PermitVerifier later =
                new PermitVerifier(hostKey(), client.keys(), () -> Instant.now().plus(Duration.ofSeconds(121)));
        assertEquals(
                PermitVerifier.Fault.EXPIRED,
                assertThrows(PermitVerifier.Refused.class, () -> later.check(newer, "till-7", POS, "exchange"))
                        .fault());
        assertEquals(List.of("x", "y"), dataServer.taken(POS, "till-7"));
    }

    @Test
    public void d8ADeviceConnectsItselfAloneAndClaimsNoMoreThanItsEnrolment() throws Exception {
        licensed(SCALES, 10);
        JsonObject device = JsonParser.parseString(admin.asNobody()
                        .post(
                                "/api/v1/enrolments/redeem",
                                "{\"code\":\""
                                        + admin.post(
                                                        "/api/v1/enrolments",
                                                        "{\"label\":\"Hall\",\"modules\":[\"" + SCALES
                                                                + "\"],\"weight\":3}")
                                                .is(201)
                                                .text("code")
                                        + "\"}")
                        .is(201)
                        .body())
                .getAsJsonObject();
        String id = device.get("device").getAsString();
        ExchangeClient own = client(device.get("deviceToken").getAsString(), Locale.ENGLISH);
        connected.add(SCALES + "/" + id);

        assertTrue(own.connect(SCALES, id, Wish.PLAIN.weight(3)).allowed());
        assertEquals(
                "enrolment-exceeded",
                assertThrows(Refused.class, () -> own.connect(SCALES, id, Wish.PLAIN.weight(4)))
                        .code());
        assertEquals(
                "enrolment-exceeded",
                assertThrows(Refused.class, () -> own.connect(POS, id, Wish.PLAIN))
                        .code());
        assertEquals(
                "other-device",
                assertThrows(Refused.class, () -> own.connect(SCALES, "other", Wish.PLAIN))
                        .code());
        assertTrue(own.leave(SCALES, id));
        assertFalse(own.leave(SCALES, id));
    }

    /** Last by its name: it ends the host. */
    @Test
    public void zAfterAKillTheOrderAndTheKeyAreTheSame() throws Exception {
        licensed(POS, 1);
        assertTrue(connect(POS, "till-1", Wish.PLAIN).allowed());
        assertFalse(connect(POS, "till-2", Wish.PLAIN).allowed());
        String key = hostKey();

        host.kill();
        host.again();
        reached(Locale.ENGLISH);

        assertFalse("asked in another order", connect(POS, "till-2", Wish.PLAIN).allowed());
        String permit = connect(POS, "till-1", Wish.PLAIN).permit().orElseThrow();
        assertEquals(key, hostKey());
        assertEquals("its verifier goes on", "", dataServer.send(POS, "till-1", "exchange", permit, "after"));
    }

    /** Every example of the documentation does what it says. */
    @Test
    public void theExamplesOfTheDocumentationDoWhatTheySay() throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("webgate.docs")).resolve("connections.md"));
        for (String module : List.of(
                CENTRE, SCALES, POS, TERMINAL, METERED, DOCUMENTS, SMALL, MANAGER, OPEN_CENTRE, SERVER, SUBORDINATES)) {
            licensed(module, 100);
        }
        licensed(OPEN_WAITER, 1);
        generatorOfThisComputer();
        registersWithBonusAccounts(2);
        Matcher examples = Pattern.compile(
                        "^curl(?: -X (PUT|DELETE))? \"\\$WEBGATE([^\"]+)\" -H \"\\$TOKEN\"(?: -d '([^']*)')? +# ([0-9]{3})\\b.*$",
                        Pattern.MULTILINE)
                .matcher(page);
        List<String> modules = new ArrayList<>();
        int tried = 0;
        while (examples.find()) {
            String method = Optional.ofNullable(examples.group(1)).orElse("GET");
            String path = examples.group(2);
            String body = Optional.ofNullable(examples.group(3)).orElse("");
            admin.send(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .is(Integer.parseInt(examples.group(4)));
            String[] parts = path.split("/", -1);
            if (method.equals("PUT") && examples.group(4).equals("200")) {
                modules.add(parts[4]);
                connected.add(parts[4] + "/" + parts[5]);
            }
            tried++;
        }
        assertEquals("each line with curl is an example", page.split("\ncurl ", -1).length - 1, tried);
        assertTrue(
                "an example for each kind: " + modules,
                modules.containsAll(List.of(
                        CENTRE,
                        SCALES,
                        POS,
                        TERMINAL,
                        METERED,
                        DOCUMENTS,
                        GENERATOR,
                        SMALL,
                        MANAGER,
                        OPEN_CENTRE,
                        SUBORDINATES,
                        OPEN_POS,
                        OPEN_WAITER)));
    }

    // ------------------------------------------------------------------ help

    /** What an application does: it keeps its records, and hands them over while that is permitted. */
    private static final class Application {

        private final String module;
        private final String device;
        private final Deque<String> records = new ArrayDeque<>();
        private Saying says;

        Application(String module, String device, Saying says) {
            this.module = module;
            this.device = device;
            this.says = says;
        }

        void record(String data) {
            records.add(data);
        }

        Connection exchange() throws Exception {
            Connection connection = says.connect();
            while (connection.allowed() && !records.isEmpty()) {
                assertEquals(
                        "",
                        dataServer.send(
                                module, device, "exchange", connection.permit().orElseThrow(), records.remove()));
            }
            return connection;
        }
    }

    private interface Saying {
        Connection connect() throws Exception;
    }

    private Application register(String device) {
        return new Application(POS, device, () -> connect(POS, device, Wish.PLAIN.label(device)));
    }

    private Connection connect(String module, String device, Wish wish) throws Exception {
        connected.add(module + "/" + device);
        return client.connect(module, device, wish);
    }

    private Connection report(String module, String source, long count) throws Exception {
        connected.add(module + "/" + source);
        return client.report(module, source, count);
    }

    private static Refused refused(String module, String device, Wish wish) {
        return assertThrows(Refused.class, () -> client.connect(module, device, wish));
    }

    private static void assertSuspended(
            Connection connection, String module, String cause, long limit, long used, String... goesOn) {
        assertFalse(connection.allowed());
        assertEquals(Set.of(goesOn), connection.goesOn());
        assertEquals(1, connection.reasons().size());
        ExchangeClient.Reason reason = connection.reasons().get(0);
        assertEquals(module, reason.module());
        assertEquals(cause, reason.cause());
        assertEquals(limit, reason.limit());
        assertEquals(used, reason.used());
        assertTrue(reason.text(), reason.text().startsWith("The exchange has been suspended since "));
        assertEquals(goesOn.length > 0, connection.permit().isPresent());
    }

    private static List<String> modules(Connection connection) {
        return connection.reasons().stream().map(ExchangeClient.Reason::module).toList();
    }

    /** Another character of the signature. */
    private static String forged(String permit) {
        int at = permit.lastIndexOf('.') + 5;
        return permit.substring(0, at) + (permit.charAt(at) == 'A' ? 'B' : 'A') + permit.substring(at + 1);
    }

    private static String licensed(String module, long quantity) throws Exception {
        return admin.install(vendor.license(
                        module,
                        quantity,
                        Binding.ANYWHERE,
                        request -> request.application(new ApplicationId("openservice.data-server"))))
                .is(201)
                .text("id");
    }

    private static void generatorOfThisComputer() throws Exception {
        String machine = admin.get("/api/v1/machine-key").is(200).text("machineKey");
        admin.install(vendor.license(GENERATOR, 1, Binding.machine(machine), request -> request))
                .is(201);
    }

    private static void registersWithBonusAccounts(long quantity) throws Exception {
        admin.install(vendor.license(OPEN_POS, quantity, Binding.ANYWHERE, request -> request.application(
                                new ApplicationId("openservice.data-server"))
                        .feature(new Feature("bonus-accounts"))))
                .is(201);
    }

    private static Path settings() {
        return home.resolve("etc").resolve("io.webgate.enforcement.exchange.config");
    }
}
