// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.Test;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.Assert.assertEquals;

/** Reports configured by hand in {@code etc/}, on a host as an administrator runs it (R27, R52, R54). */
public class SettingsFilesIT {

    private static final String REPORTS = "powerpos.web-reports";

    @Test
    public void r27AFileTooManyInEtcStopsTheGateAlsoAtTheNextStartUntilItIsTakenAway() throws Exception {
        Path home = HostProcess.freshHome("settings-files");
        try (HostProcess host = HostProcess.start(home)) {
            Api admin = host.ready();
            admin.install(host.license("Café", REPORTS, 1)).is(201);
            Path etc = home.resolve("etc");
            Files.writeString(etc.resolve("io.webgate.plugin.web-reports~daily.config"), "title=\"Daily\"\n");
            Files.writeString(etc.resolve("io.webgate.plugin.web-reports~old.config"), "enabled=B\"false\"\n");
            // another factory's, with a name that begins alike
            Files.writeString(etc.resolve("io.webgate.plugin.web-reports.other~x.config"), "title=\"Other\"\n");
            eventuallyUsed(admin, 1);
            assertEquals("open", admin.gate().text("state"));

            Path weekly = etc.resolve("io.webgate.plugin.web-reports~weekly.config");
            Files.writeString(weekly, "title=\"Weekly\"\n");
            admin.eventuallyGateIs("stopped");
            assertEquals(2, admin.post("/api/v1/gate/resume", "").is(409).number("used"));
            host.run("gate", "resume", "--home", home.toString()).is(6);

            // R52: it does not open at the next start either
            host.terminate();
            host.again();
            Api again = host.ready();
            eventuallyUsed(again, 2);
            assertEquals("stopped", again.gate().text("state"));

            Files.delete(weekly);
            eventuallyUsed(again, 1);
            assertEquals("stopped", again.gate().text("state"));
            host.run("gate", "resume", "--home", home.toString()).is(0);
            again.eventuallyGateIs("open");

            // D13: what is changed over the API is written back into the file that it came from, comments kept
            String exchange = "io.webgate.enforcement.exchange";
            Path file = etc.resolve(exchange + ".config");
            Files.writeString(file, "# by hand\nlives=\"PT7M\"\n");
            eventuallyLives(again, exchange, "PT7M");
            assertEquals(
                    file.getFileName().toString(),
                    again.get("/api/v1/config/" + exchange).is(200).text("file"));
            again.put("/api/v1/config/" + exchange, "{\"lives\":\"PT8M\"}").is(200);
            Eventually.isSo(
                    "The file has it",
                    Api.PATIENCE,
                    () -> {
                        String text = Files.readString(file);
                        return text.contains("PT8M") && text.contains("# by hand") ? "" : text;
                    },
                    () -> "");
            again.delete("/api/v1/config/" + exchange).is(204);
            Eventually.isSo("The file is gone", Api.PATIENCE, () -> Files.exists(file) ? "it is there" : "", () -> "");
        }
    }

    private static void eventuallyLives(Api admin, String pid, String expected) {
        Eventually.isSo(
                "The setting is " + expected,
                Api.PATIENCE,
                () -> {
                    String body = admin.get("/api/v1/config/" + pid).is(200).body();
                    return body.contains(expected) ? "" : body;
                },
                () -> "");
    }

    private static void eventuallyUsed(Api admin, long expected) {
        Eventually.isSo(
                expected + " reports are counted",
                Api.PATIENCE,
                () -> {
                    long used = admin.get("/api/v1/modules/" + REPORTS).is(200).number("used");
                    return used == expected ? "" : "used " + used;
                },
                () -> "");
    }
}
