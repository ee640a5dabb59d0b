// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The vendor's way (D7): a vendor, a distribution that trusts it, and a host of that distribution with its licence. */
public class VendorDistributionIT {

    private static final Path BUILT = Path.of(System.getProperty("webgate.distribution"));

    @Test
    public void aVendorsOwnDistributionRunsWithTheVendorsLicenceAndTrustsNobodyElse() throws Exception {
        Path home = HostProcess.freshHome("vendor");
        Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse battery staple\n");
        String vendor = home.resolve("vendor").toString();
        Path made = home.resolve("made");
        HostProcess.command(
                        BUILT,
                        home,
                        "vendor",
                        "init",
                        "--prefix",
                        "ASTR",
                        "--name",
                        "Astra",
                        "--dir",
                        vendor,
                        "--passphrase-file",
                        passphrase.toString())
                .is(0);
        HostProcess.command(
                        BUILT,
                        home,
                        "vendor",
                        "distribution",
                        "--vendor",
                        vendor,
                        "--passphrase-file",
                        passphrase.toString(),
                        "--out",
                        made.toString())
                .is(0);
        assertEquals(Set.of("trust.jar", "manifest.jws"), differing(made));

        try (HostProcess host = HostProcess.startOf(made, home.resolve("home"))) {
            Api admin = host.ready();
            assertEquals("production", admin.get("/api/v1/host").is(200).text("trust"));
            Path document = home.resolve("astra.lic");
            host.run(
                            "vendor",
                            "issue",
                            "--vendor",
                            vendor,
                            "--passphrase-file",
                            passphrase.toString(),
                            "--anywhere",
                            "--holder",
                            "Café",
                            "--application",
                            "data-server",
                            "--module",
                            Api.WAITER + "=1",
                            "--out",
                            document.toString())
                    .is(0);
            assertEquals(
                    "valid", admin.install(Files.readAllBytes(document)).is(201).text("state"));
            Api till = admin.as(admin.device("Till", 1));
            Eventually.isSo(
                    "A session is served",
                    Api.PATIENCE,
                    () -> {
                        int status = till.open("Anna").status();
                        return status == 201 || status == 200 ? "" : "it answers " + status;
                    },
                    () -> "");

            Path other = home.resolve("development.lic");
            HostProcess.command(
                            BUILT,
                            home,
                            "vendor",
                            "issue",
                            "--anywhere",
                            "--holder",
                            "Café",
                            "--application",
                            "data-server",
                            "--out",
                            other.toString())
                    .is(0);
            admin.install(Files.readAllBytes(other)).is(422);
            assertEquals(143, host.terminate());
        }
    }

    /** Names of the files that differ; both places of the bundle trust are one. */
    private static Set<String> differing(Path made) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : union(made)) {
            Path one = BUILT.resolve(file);
            Path other = made.resolve(file);
            if (!Files.exists(one) || !Files.exists(other) || Files.mismatch(one, other) >= 0) {
                names.add(file.getFileName().toString().replaceFirst("^trust-.*\\.jar$", "trust.jar"));
            } else {
                assertEquals(file + " can be run", Files.isExecutable(one), Files.isExecutable(other));
            }
        }
        return names;
    }

    private static List<Path> union(Path made) throws IOException {
        try (Stream<Path> built = Files.walk(BUILT);
                Stream<Path> copied = Files.walk(made)) {
            List<Path> all = Stream.concat(
                            built.filter(Files::isRegularFile).map(BUILT::relativize),
                            copied.filter(Files::isRegularFile).map(made::relativize))
                    .distinct()
                    .collect(Collectors.toList());
            assertTrue(all.size() > 60);
            return all;
        }
    }
}
