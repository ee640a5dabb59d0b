// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** T16: the clock of the computer is really set, under a host that runs (R10). */
public class ClockIT {

    private final Path folder = folder();
    private final Path clock = folder.resolve("clock");

    private static Path folder() {
        try {
            return HostProcess.freshHome("clock");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path library() throws IOException {
        String given = System.getenv("FAKETIME_LIBRARY");
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        try (DirectoryStream<Path> places = Files.newDirectoryStream(Path.of("/usr/lib"))) {
            for (Path place : places) {
                Path library = place.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return library;
                }
            }
        }
        throw new AssertionError(
                "libfaketime is not installed: Debian's package faketime, or its path in FAKETIME_LIBRARY");
    }

    /** The clock is this far from the true one, from now on. */
    private void set(String offset) throws IOException {
        Path fresh = folder.resolve("clock.new");
        Files.writeString(fresh, offset + "\n");
        Files.move(fresh, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** And says so, loudly: R10. */
    private static void awaitWord(Api admin, String word) {
        Eventually.isSo(
                "The metrics say " + word,
                Api.PATIENCE,
                () -> admin.get("/metrics").is(200).body().contains(word) ? "" : "they do not",
                () -> "");
    }

    private static void awaitState(Api admin, String state) {
        Eventually.isSo(
                "The licence is " + state,
                Api.PATIENCE,
                () -> {
                    String now = admin.get("/api/v1/licenses")
                            .is(200)
                            .array()
                            .get(0)
                            .getAsJsonObject()
                            .get("state")
                            .getAsString();
                    return now.equals(state) ? "" : "it is " + now;
                },
                () -> "");
    }

    @Test
    public void t16ClockIsSetForwardAndBackAndHealedByAReceipt_R10() throws Exception {
        set("+0");
        Map<String, String> faked = Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
        try (HostProcess host = HostProcess.startIn(faked, folder.resolve("home"))) {
            Api admin = host.ready();
            Path licence = folder.resolve("month.lic");
            host.run(
                            "vendor",
                            "issue",
                            "--anywhere",
                            "--holder",
                            "Café",
                            "--application",
                            "data-server",
                            "--module",
                            Api.WAITER + "=2",
                            "--until",
                            LocalDate.now(ZoneOffset.UTC).plusDays(30).toString(),
                            "--out",
                            licence.toString())
                    .is(0);
            admin.install(Files.readAllBytes(licence)).is(201);
            awaitState(admin, "valid");

            // a year and a bit back: the highest time holds, nothing that was valid is not valid yet
            set("-400d");
            Api backwards = restarted(host);
            awaitState(backwards, "valid");
            awaitWord(backwards, "webgate_advice{kind=\"clock-behind\"} 1");

            // ten years forward: believed, since nobody here can know better
            set("+3650d");
            awaitState(backwards, "expired");

            // and back: the wrong time stands, over a restart too, until the vendor says otherwise
            set("+0");
            Api back = restarted(host);
            awaitState(back, "expired");

            Path request = folder.resolve("request.json");
            host.run("key", "--request", request.toString(), "--home", home()).is(0);
            Path receipt = folder.resolve("receipt.jws");
            host.run("vendor", "receipt", request.toString(), "--out", receipt.toString())
                    .is(0);
            HostProcess.Output taken = host.run("license", "install", "--home", home(), receipt.toString())
                    .is(0);
            assertTrue(taken.out(), taken.out().contains("time receipt is taken"));
            awaitState(back, "valid");
            awaitWord(back, "webgate_advice{kind=\"clock-behind\"} 0");

            HostProcess.Output again = host.run("license", "install", "--home", home(), receipt.toString());
            assertTrue(again.err(), again.exit() != 0 && again.err().contains("not waiting for a time receipt"));
            awaitState(restarted(host), "valid");
            assertEquals(143, host.terminate());
        }
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private static Api restarted(HostProcess host) throws IOException, InterruptedException {
        assertEquals(143, host.terminate());
        host.again();
        return host.ready();
    }
}
