// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

/** The ten-minute way of the README, by the command line of the distribution alone. */
public class DistributionIT {

    @Test
    public void theTenMinuteWayGoesThroughWithTheCommandLineAlone() throws Exception {
        Path home = HostProcess.freshHome("way");
        try (HostProcess host = HostProcess.startAsShipped(home)) {
            Api admin = host.ready();
            String at = home.toString();
            String key = host.run("key", "--home", at).is(0).out();
            assertTrue(key, key.matches("([0-9A-Z]{4}-){5}[0-9A-Z]{4}"));
            assertEquals(key, admin.get("/api/v1/machine-key").is(200).text("machineKey"));

            Path two = issue(host, home, key, 2);
            host.run("license", "inspect", two.toString()).is(0);
            host.run("license", "install", two.toString(), "--home", at).is(0);
            assertTrue(host.run("license", "list", "--home", at).is(0).out().contains("Café «Осень»"));
            Api till = admin.as(admin.device("Till", 9));
            till.open("Anna").is(201);
            till.open("Boris").is(201);
            till.open("Viktor").is(503);
            assertTrue(host.run("gate", "status", "--home", at).out().contains("stopped"));
            assertEquals(0, host.run("status", "--home", at).exit());

            host.run("license", "install", issue(host, home, key, 10).toString(), "--home", at)
                    .is(0);
            admin.eventuallyGateIs("open");
            till.eventuallyOpen("Viktor");
            assertTrue(host.run("seats", Api.WAITER, "--home", at, "--json")
                    .is(0)
                    .out()
                    .contains("Viktor"));
            host.run("stop", "--home", at).is(0);
        }
    }

    @Test
    public void refusalsHaveTheirOwnExitCodes() throws Exception {
        Path home = HostProcess.freshHome("codes");
        try (HostProcess host = HostProcess.startAsShipped(home)) {
            host.ready();
            Path file = home.resolve("broken.lic");
            Files.writeString(file, "{\"payload\":\"\"}");
            host.run("license", "inspect", file.toString()).is(3);
            host.run("license", "install", file.toString(), "--home", home.toString())
                    .is(3);
            host.run("no-such-command").is(2);
            host.run("status", "--home", home.resolve("nowhere").toString()).is(5);
            HostProcess.Output typed = host.run(
                    "vendor",
                    "issue",
                    "--to",
                    "0001-0002-1R5X-NVHS-G3BB-PCR7",
                    "--holder",
                    "X",
                    "--application",
                    "data-server",
                    "--out",
                    home.resolve("x.lic").toString());
            typed.is(2);
            assertTrue(typed.err(), typed.err().contains("3"));
            assertEquals("SIGTERM stops cleanly", 143, host.terminate());
        }
    }

    @Test
    public void aDocumentCopiedIntoTheFolderCountsWithinTwoSecondsAndOneThatVanishesIsShown() throws Exception {
        Path home = HostProcess.freshHome("folder");
        try (HostProcess host = HostProcess.startAsShipped(home)) {
            Api admin = host.ready();
            String key = host.run("key", "--home", home.toString()).is(0).out();
            // What this computer needs for a document that is brought to the host comes on top of the two seconds
            byte[] six = Files.readAllBytes(issue(host, home, key, 6));
            long begin = System.nanoTime();
            String brought = admin.install(six).is(201).text("id");
            long own = System.nanoTime() - begin;
            admin.delete("/api/v1/licenses/" + brought).is(204);

            // The middle one of three: once in a while a computer has something else to do
            List<Duration> taken = new ArrayList<>();
            Path dropped = home.resolve("licenses/dropped.lic");
            for (int waiters : new int[] {9, 8, 7}) {
                // With its file
                admin.removeAllLicenses();
                Path document = issue(host, home, key, waiters);
                begin = System.nanoTime();
                Files.copy(document, dropped);
                Eventually.isSo(
                        "The document counts",
                        Api.PATIENCE,
                        () -> admin.waiterModule().get("limit").getAsLong() == waiters
                                ? ""
                                : admin.waiterModule().toString(),
                        host::said);
                taken.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            Collections.sort(taken);
            assertTrue(
                    taken + ", and brought to it " + Duration.ofNanos(own),
                    taken.get(1).compareTo(Duration.ofSeconds(2).plusNanos(own)) < 0);
            Files.delete(dropped);
            Eventually.isSo(
                    "It is shown as vanishing",
                    Api.PATIENCE,
                    () -> {
                        Answer all = admin.get("/api/v1/licenses").is(200);
                        return all.array().size() == 1
                                        && all.array()
                                                .get(0)
                                                .getAsJsonObject()
                                                .get("vanishing")
                                                .getAsBoolean()
                                ? ""
                                : all.body();
                    },
                    host::said);
            assertEquals(
                    "and counts until then",
                    7,
                    admin.waiterModule().get("limit").getAsLong());
        }
    }

    @Test
    public void theHostRunsOnTheNewestJavaToo() throws Exception {
        Path java = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
        assumeTrue("No Java 25 on this machine: skipped", Files.isDirectory(java));
        try (HostProcess host = HostProcess.start(HostProcess.freshHome("java25"), java)) {
            Api admin = host.ready();
            admin.eventuallyGateIs("open");
            assertEquals(143, host.terminate());
        }
    }

    private static Path issue(HostProcess host, Path home, String key, int waiters) throws Exception {
        Path file = home.resolve("for-" + waiters + ".lic");
        host.run(
                        "vendor",
                        "issue",
                        "--to",
                        key,
                        "--holder",
                        "Café «Осень»",
                        "--application",
                        "data-server",
                        "--module",
                        Api.WAITER + "=" + waiters,
                        "--out",
                        file.toString())
                .is(0);
        return file;
    }
}
