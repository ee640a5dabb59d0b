// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.testkit.Eventually;
import org.junit.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** Small Edition, as an administrator starts it: complete, with its licences built in, admitting no others (R33). */
public class SmallEditionIT {

    private static final Map<String, Long> BUILT_IN = new TreeMap<>(Map.of(
            "powerpos.pos", 1L,
            "powerpos.report-generator", 1L,
            "powerpos.processing-center", 1000L,
            "powerpos.scale-manager", 2L));

    @Test
    public void r33ItHasItsLicencesBuiltInAndAdmitsNoneByAnyWay() throws Exception {
        Path home = HostProcess.freshHome("small");
        try (HostProcess host = HostProcess.startFeatures(home, "small-edition")) {
            Api admin = host.ready();
            assertEquals("small", admin.get("/api/v1/host").is(200).text("edition"));
            admin.eventuallyGateIs("open");
            limitsAreBuiltIn(admin);
            onlyTheBuiltInCounts(admin, 1);

            byte[] document = host.license("Café", 7);
            Answer refused = admin.install(document).is(409);
            assertEquals("edition-admits-no-licenses", refused.text("code"));
            assertTrue(refused.body(), refused.text("detail").contains("built in"));
            Answer russian = admin.send("POST", "/api/v1/licenses", document, "Accept-Language", "ru")
                    .is(409);
            assertTrue(russian.body(), russian.text("detail").contains("редакци"));

            Path file = home.resolve("made.wgl");
            HostProcess.Output command = host.run("license", "install", file.toString(), "--home", home.toString())
                    .is(3);
            assertTrue(command.err(), command.err().contains("edition"));
            onlyTheBuiltInCounts(admin, 1);

            Path dropped = home.resolve("licenses/dropped.lic");
            Files.write(dropped, document);
            Eventually.isSo(
                    "The file is listed",
                    Api.PATIENCE,
                    () -> admin.licenses().size() == 2 ? "" : admin.licenses().toString(),
                    () -> "");
            onlyTheBuiltInCounts(admin, 2);
            limitsAreBuiltIn(admin);

            host.terminate();
            host.again();
            Api again = host.ready();
            limitsAreBuiltIn(again);
            Eventually.isSo(
                    "The file is listed again",
                    Api.PATIENCE,
                    () -> again.licenses().size() == 2 ? "" : again.licenses().toString(),
                    () -> "");
            onlyTheBuiltInCounts(again, 2);
        }
    }

    private static void limitsAreBuiltIn(Api admin) throws Exception {
        Map<String, Long> limited = new TreeMap<>();
        for (JsonElement element : admin.get("/api/v1/modules").is(200).array()) {
            JsonObject module = element.getAsJsonObject();
            String id = module.get("module").getAsString();
            if (module.get("limit").getAsLong() > 0) {
                limited.put(id, module.get("limit").getAsLong());
            }
        }
        assertEquals("each of them is a module here", BUILT_IN, limited);
    }

    /** Whatever else lies there is listed with why it counts for nothing. */
    private static void onlyTheBuiltInCounts(Api admin, int listed) throws Exception {
        int valid = 0;
        var all = admin.get("/api/v1/licenses").is(200).array();
        assertEquals(all.toString(), listed, all.size());
        for (JsonElement element : all) {
            JsonObject one = element.getAsJsonObject();
            if (one.get("source").getAsString().equals("built-in")) {
                valid++;
                assertEquals("valid", one.get("state").getAsString());
                assertEquals("permanent", one.get("term").getAsString());
                assertTrue(one.toString(), one.get("validUntil").isJsonNull());
                Map<String, Long> held = new TreeMap<>();
                one.getAsJsonArray("entitlements").forEach(line -> {
                    JsonObject entitlement = line.getAsJsonObject();
                    held.put(
                            entitlement.get("module").getAsString(),
                            entitlement.get("quantity").getAsLong());
                });
                assertEquals(BUILT_IN, held);
            } else {
                assertEquals("other-application", one.get("state").getAsString());
                assertTrue(one.toString(), one.get("reason").getAsString().contains("edition"));
            }
        }
        assertEquals(1, valid);
    }

    @Test
    public void r33TwoEditionsDontRunTogether() throws Exception {
        Path folder = HostProcess.freshHome("two-editions");
        for (String[] order : new String[][] {{"gate", "small-edition"}, {"small-edition", "gate"}}) {
            HostProcess.Output output = HostProcess.command(
                    HostProcess.built(),
                    folder,
                    "run",
                    "--home",
                    folder.resolve("home").toString(),
                    "--port",
                    "0",
                    "--feature",
                    order[0],
                    "--feature",
                    order[1]);
            assertTrue(output.err(), output.exit() != 0);
            assertTrue(output.err(), output.err().contains("different editions"));
            assertTrue("No host was begun", !Files.exists(folder.resolve("home")));
        }
    }
}
