// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.text.MachineKeyText;
import org.junit.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * R60 with the distribution: a host stops its gate, is killed and goes on; its record is taken along, verified by the shipped
 * command line, and asked what another licence would have changed.
 */
public class JournalIT {

    @Test
    public void r60WhatAHostDecidedIsDecidedAgainWithoutIt() throws Exception {
        Path home = HostProcess.freshHome("journal");
        Path journal = home.resolveSibling(home.getFileName() + ".jsonl");
        try (HostProcess host = HostProcess.start(home)) {
            Api admin = host.ready();
            admin.install(host.license("Shop", 1)).is(201);
            Api tablet = admin.as(admin.device("Tablet", 3));
            tablet.open("Anna").is(201);
            tablet.open("Boris").is(503);
            host.kill();
            host.again();
            admin = host.ready();
            admin.post("/api/v1/gate/resume", "").is(200);

            host.run("journal", "export", journal.toString(), "--home", home.toString())
                    .is(0);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
            assertEquals(
                    403,
                    admin.as(admin.device("Other", 1))
                            .get("/api/v1/journal/export")
                            .status());
            admin.eventuallyActs("journal-export");
            assertEquals(143, host.terminate());

            verify(host, journal);
            replay(host, home, journal);
            tampered(host, journal);
        }
    }

    private static void verify(HostProcess host, Path journal) throws Exception {
        JsonObject found =
                json(host.run("journal", "verify", journal.toString(), "--json").is(0));
        assertTrue(found.get("holds").getAsBoolean());
        assertEquals(1, found.get("verdicts").getAsLong());
        assertTrue("limits held against documents", found.get("limits").getAsLong() >= 3);
        String last = found.get("lastHash").getAsString();
        assertTrue(Files.readString(journal).contains("\"lastHash\":\"" + last + "\""));
    }

    private static void replay(HostProcess host, Path home, Path journal) throws Exception {
        host.license("Shop", 5);
        String more = home.resolve("made.wgl").toString();
        JsonObject told = json(host.run("journal", "replay", journal.toString(), "--with", more, "--json")
                .is(0));
        assertEquals(1, told.get("recordedStops").getAsLong());
        assertEquals("it would not have stopped me", 0, told.get("stops").getAsLong());
        assertEquals(1, told.getAsJsonArray("spared").size());
        assertEquals(1, told.getAsJsonArray("admitted").size());

        Path elsewhere = home.resolve("elsewhere.wgl");
        String key = MachineKeyText.of(
                        IntStream.range(7, 12).mapToObj(OptionalInt::of).toList())
                .toString();
        host.run(
                        "vendor",
                        "issue",
                        "--to",
                        key,
                        "--holder",
                        "Shop",
                        "--application",
                        "data-server",
                        "--module",
                        Api.WAITER + "=5",
                        "--out",
                        elsewhere.toString())
                .is(0);
        host.run("journal", "replay", journal.toString(), "--with", elsewhere.toString())
                .is(3);
    }

    private static void tampered(HostProcess host, Path journal) throws Exception {
        Path changed = journal.resolveSibling("changed.jsonl");
        String text = Files.readString(journal);
        Files.writeString(changed, text.replace("\\\"used\\\":2", "\\\"used\\\":1"));
        HostProcess.Output found =
                host.run("journal", "verify", changed.toString()).is(1);
        assertTrue(found.out(), found.out().contains("chain of hashes breaks at row"));
        Files.writeString(changed, text.replaceFirst("\"zone\":\"", "\"zone\":\"Europe/"));
        host.run("journal", "verify", changed.toString()).is(1);
    }

    private static JsonObject json(HostProcess.Output output) {
        return JsonParser.parseString(output.out()).getAsJsonObject();
    }
}
