// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.testkit.Eventually;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * A third party's plugin with a module of its own, on the distribution of a vendor who trusts the third party (R12, R57).
 * All keys are made here and thrown away.
 */
public class ThirdPartyIT {

    private static final String KIOSK = "acme.kiosk";
    private static final String BEACON = "acme.beacon";
    private static final String MODULE = "acme.reservations";
    private static final String ENTRY = "META-INF/webgate/catalogue/" + MODULE + ".json";
    private static final String SIGNATURE = "META-INF/webgate/catalogue/" + MODULE + ".jws";
    private static final String BUNDLE = "com.example.reservations";
    private static final String OPEN = "/gate/reservations/sessions?holder=";

    private static Path work;
    private static Path distribution;

    /** Vendor MIKO assembles and trusts ACME; EVIL is a stranger. */
    @BeforeClass
    public static void vendors() throws Exception {
        work = HostProcess.freshHome("third-party");
        Files.writeString(work.resolve("passphrase"), "correct horse battery staple\n");
        for (String prefix : new String[] {"MIKO", "ACME", "EVIL"}) {
            vendor("init", "--prefix", prefix, "--name", "Vendor " + prefix, "--dir", folder(prefix));
        }
        distribution = work.resolve("made");
        vendor(
                "distribution",
                "--vendor",
                folder("MIKO"),
                "--with",
                work.resolve("ACME/trust.json").toString(),
                "--out",
                distribution.toString());
    }

    private static String folder(String prefix) {
        return work.resolve(prefix).toString();
    }

    private static HostProcess.Output vendor(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("vendor"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--passphrase-file", work.resolve("passphrase").toString()));
        return HostProcess.command(HostProcess.built(), work, command.toArray(String[]::new))
                .is(0);
    }

    private static byte[] license(String prefix, String module, int quantity) throws Exception {
        Path file = work.resolve(prefix + "-" + module + "-" + quantity + ".lic");
        vendor(
                "issue",
                "--vendor",
                folder(prefix),
                "--anywhere",
                "--holder",
                "Café",
                "--application",
                "data-server",
                "--module",
                module + "=" + quantity,
                "--out",
                file.toString());
        return Files.readAllBytes(file);
    }

    /** The plugin as its vendor ships it, with the entry signed by whom it says. */
    private static Path plugin(String name, String signer) throws Exception {
        Path jar = work.resolve(name + ".jar");
        Files.copy(
                Path.of(com.example.reservations.Reservations.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                jar,
                StandardCopyOption.REPLACE_EXISTING);
        Path entry = work.resolve(MODULE + ".json");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.copy(zip.getPath(ENTRY), entry, StandardCopyOption.REPLACE_EXISTING);
            vendor("sign", entry.toString(), "--vendor", folder(signer));
            Files.copy(work.resolve(MODULE + ".jws"), zip.getPath(SIGNATURE));
        }
        return jar;
    }

    private static void drop(Path jar, Path home) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Path fresh = Files.copy(jar, plugins.resolve("fresh.part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, plugins.resolve("reservations.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    public void r57TheModuleIsCountedLicensedAndEnforcedWithNoCodeOfOurs() throws Exception {
        Path home = work.resolve("home-counted");
        try (HostProcess host = HostProcess.startOf(distribution, home)) {
            Api admin = host.ready();
            admin.eventuallyGateIs("open");
            drop(withTerms(plugin("good", "ACME")), home);
            isThere(admin);
            eventually("The plugin is shown as not licensed, with its module's title", () -> {
                JsonObject plugin = pluginOf(admin);
                return plugin.get("state").getAsString().equals("unlicensed")
                                && plugin.get("reason").getAsString().contains("Table reservations (" + MODULE + ")")
                        ? ""
                        : plugin.toString();
            });
            admin.eventuallyGateIs("open");
            JsonObject module = module(admin);
            assertEquals("Table reservations", module.get("title").getAsString());
            assertEquals("sessions", module.get("metric").getAsString());
            assertEquals("stop-gate", module.get("consequence").getAsString());
            assertEquals(0, module.get("limit").getAsLong());
            assertEquals(
                    "Бронирование столов",
                    admin.get("/api/v1/modules/" + MODULE, "Accept-Language", "ru")
                            .is(200)
                            .text("title"));

            // R12: neither counts for the other's modules
            assertEquals(
                    "valid", admin.install(license("MIKO", MODULE, 7)).is(201).text("state"));
            assertEquals(
                    "valid",
                    admin.install(license("ACME", Api.WAITER, 9)).is(201).text("state"));
            assertEquals(0, module(admin).get("limit").getAsLong());
            assertEquals(0, admin.waiterModule().get("limit").getAsLong());
            admin.install(license("EVIL", MODULE, 3)).is(422);

            admin.install(license("ACME", MODULE, 1)).is(201);
            assertEquals(1, module(admin).get("limit").getAsLong());
            eventually("The plugin runs", () -> {
                String state = pluginOf(admin).get("state").getAsString();
                return state.equals("active") ? "" : state;
            });

            theTermsOfItsVendorHold(admin);

            // a session too many of a third party stops the gate and all plugins
            Api door = admin.as(admin.device("Door", MODULE, 5));
            eventually("The first session is served", () -> {
                int status = door.post(OPEN + "Anna", "").status();
                return status == 201 || status == 200 ? "" : "answered " + status;
            });
            String session = door.post(OPEN + "Anna", "").is(200).text("session");
            door.put("/gate/reservations/sessions/" + session, "").is(200);
            Answer second = door.post(OPEN + "Boris", "").is(503);
            assertEquals("gate-stopped", second.text("code"));
            assertEquals(MODULE, second.text("module"));
            admin.eventuallyGateIs("stopped");
            eventually("The plugin stops with the gate", () -> {
                String state = pluginOf(admin).get("state").getAsString();
                return state.equals("stopped") ? "" : state;
            });
            assertEquals("gate-stopped", door.post(OPEN + "Anna", "").is(503).text("code"));

            admin.install(license("ACME", MODULE, 4)).is(201);
            assertEquals(5, module(admin).get("limit").getAsLong());
            admin.eventuallyGateIs("open");
            eventually("The plugin serves again", () -> {
                int status = door.post(OPEN + "Boris", "").status();
                return status == 201 || status == 200 ? "" : "answered " + status;
            });
        }
    }

    /** Two more modules of the same vendor, whose consequences wait: until a day (R58), and for an overdraft (D12). */
    private static Path withTerms(Path jar) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            for (String[] one : new String[][] {
                {KIOSK, "\"enforcedFrom\":\"2099-01-01T00:00:00Z\""}, {BEACON, "\"overdraft\":1,\"grace\":\"PT72H\""}
            }) {
                Path entry = work.resolve(one[0] + ".json");
                Files.writeString(
                        entry,
                        "{\"module\":\"" + one[0]
                                + "\",\"title\":{\"en\":\"Kiosk\",\"ru\":\"Киоск\"},\"metric\":\"devices\","
                                + "\"counting\":\"connections\",\"summed\":true,\"cut\":\"newest\",\"effect\":\"suspend\","
                                + "\"goesOn\":[],\"features\":[]," + one[1] + "}");
                vendor("sign", entry.toString(), "--vendor", folder("ACME"));
                Files.copy(entry, zip.getPath("META-INF/webgate/catalogue/" + one[0] + ".json"));
                Files.copy(work.resolve(one[0] + ".jws"), zip.getPath("META-INF/webgate/catalogue/" + one[0] + ".jws"));
            }
        }
        return jar;
    }

    private static void theTermsOfItsVendorHold(Api admin) throws Exception {
        for (String module : List.of(KIOSK, BEACON)) {
            admin.install(license("ACME", module, 1)).is(201);
            assertEquals("allowed", exchange(admin, module, "a"));
            assertEquals("allowed", exchange(admin, module, "b"));
        }
        JsonObject kiosk = verdictOn(admin, KIOSK);
        assertEquals("shadow", kiosk.get("leniency").getAsString());
        assertEquals("2099-01-01T00:00:00Z", kiosk.get("appliedFrom").getAsString());
        assertEquals("overdraft", verdictOn(admin, BEACON).get("leniency").getAsString());
        for (int one = 0; one < 9; one++) {
            assertEquals("R58", "allowed", exchange(admin, KIOSK, "more-" + one));
        }
        assertEquals("D12: one above the limit, not two", "suspended", exchange(admin, BEACON, "c"));
        assertEquals("it is within the licence", "allowed", exchange(admin, BEACON, "a"));
    }

    private static String exchange(Api admin, String module, String device) throws Exception {
        return admin.put("/api/v1/connections/" + module + "/" + device, "")
                .is(200)
                .text("exchange");
    }

    private static JsonObject verdictOn(Api admin, String module) throws Exception {
        return admin.get("/api/v1/modules/" + module)
                .is(200)
                .object()
                .getAsJsonArray("verdicts")
                .get(0)
                .getAsJsonObject();
    }

    /** A plugin whose module nobody vouches for keeps the gate closed: nothing would count it (R53). */
    @Test
    public void r12AnEntryThatNoTrustedVendorSignedDoesNotExist() throws Exception {
        Path home = work.resolve("home-forged");
        try (HostProcess host = HostProcess.startOf(distribution, home)) {
            Api admin = host.ready();
            admin.eventuallyGateIs("open");

            Path changed = plugin("changed", "ACME");
            rewrite(changed, ENTRY, text -> text.replace("stop-gate", "hold"));
            doesNotExist(admin, home, changed);

            doesNotExist(admin, home, plugin("stranger", "EVIL"));

            Path unsigned = plugin("unsigned", "ACME");
            try (FileSystem zip = FileSystems.newFileSystem(unsigned)) {
                Files.delete(zip.getPath(SIGNATURE));
            }
            doesNotExist(admin, home, unsigned);

            // the genuine one counts where the others did not
            drop(plugin("genuine", "ACME"), home);
            isThere(admin);
            admin.eventuallyGateIs("open");
        }
    }

    /** What ACME says about a module of MIKO's is not heard; MIKO's definition stands. */
    @Test
    public void r12AnEntryForAnotherVendorsModuleIsNotHeard() throws Exception {
        Path home = work.resolve("home-name");
        Path jar = plugin("namesake", "ACME");
        Path entry = work.resolve(Api.WAITER + ".json");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            String own = Files.readString(zip.getPath(ENTRY));
            Files.writeString(entry, own.replace(MODULE, Api.WAITER).replace("stop-gate", "hold"));
            vendor("sign", entry.toString(), "--vendor", folder("ACME"));
            Files.copy(entry, zip.getPath("META-INF/webgate/catalogue/" + Api.WAITER + ".json"));
            Files.copy(
                    work.resolve(Api.WAITER + ".jws"),
                    zip.getPath("META-INF/webgate/catalogue/" + Api.WAITER + ".jws"));
        }
        try (HostProcess host = HostProcess.startOf(distribution, home)) {
            Api admin = host.ready();
            drop(jar, home);
            isThere(admin);
            assertEquals("Mobile waiter", admin.waiterModule().get("title").getAsString());
            assertEquals("stop-gate", admin.waiterModule().get("consequence").getAsString());
            admin.install(license("ACME", Api.WAITER, 9)).is(201);
            assertEquals(0, admin.waiterModule().get("limit").getAsLong());
            admin.install(license("MIKO", Api.WAITER, 2)).is(201);
            assertEquals(2, admin.waiterModule().get("limit").getAsLong());
        }
    }

    private static void doesNotExist(Api admin, Path home, Path jar) throws Exception {
        drop(jar, home);
        // File Install refreshes what it has just installed: the plugin, and the gate's obstacle, come, go and come
        // again
        Eventually.stays(
                "The gate is stopped because of the module",
                Duration.ofMillis(500),
                Api.PATIENCE,
                () -> {
                    admin.get("/api/v1/modules/" + MODULE).is(404);
                    Answer gate = admin.gate();
                    return gate.text("state").equals("stopped")
                                    && gate.object()
                                            .getAsJsonArray("obstacles")
                                            .toString()
                                            .contains(MODULE)
                            ? ""
                            : gate.body();
                },
                () -> "");
        Files.delete(home.resolve("plugins/reservations.jar"));
        admin.eventuallyGateIs("open");
    }

    private interface Edit {
        String of(String text);
    }

    private static void rewrite(Path jar, String name, Edit edit) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path file = zip.getPath(name);
            String before = Files.readString(file);
            String after = edit.of(before);
            assertTrue("Something was changed", !after.equals(before));
            Files.writeString(file, after);
        }
    }

    private static JsonObject module(Api admin) throws Exception {
        return admin.get("/api/v1/modules/" + MODULE).is(200).object();
    }

    private static JsonObject pluginOf(Api admin) throws Exception {
        return StreamSupport.stream(
                        admin.gate().object().getAsJsonArray("plugins").spliterator(), false)
                .map(element -> element.getAsJsonObject())
                .filter(plugin -> plugin.get("bundle").getAsString().equals(BUNDLE))
                .findFirst()
                .orElseGet(
                        () -> JsonParser.parseString("{\"state\":\"absent\"}").getAsJsonObject());
    }

    /** File Install refreshes what it has just installed, so that a bundle's module comes, goes and comes again. */
    private static void isThere(Api admin) {
        Eventually.stays(
                "The catalogue has the module",
                Duration.ofSeconds(4),
                Api.PATIENCE,
                () -> {
                    int status = admin.get("/api/v1/modules/" + MODULE).status();
                    return status == 200 ? "" : "answered " + status;
                },
                () -> "");
    }

    private static void eventually(String what, Eventually.Look look) {
        Eventually.isSo(what, Api.PATIENCE, look, () -> "");
    }
}
