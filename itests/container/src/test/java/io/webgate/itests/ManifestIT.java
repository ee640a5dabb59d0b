// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.license.format.Manifest;
import io.webgate.license.format.TrustDocument;
import io.webgate.testkit.Eventually;
import io.webgate.vendor.issuing.StatementIssuer;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** T41: a distribution whose files are not those that the vendor signed starts, explains itself, and its gate does not. */
public class ManifestIT {

    private static final Duration PATIENCE = Api.PATIENCE;

    @Test
    public void t41AJarOfOursWithOneOtherByteKeepsTheGateClosedAndIsNamed() throws Exception {
        Path distribution = copyOfTheShipped();
        Path jar = Jars.find(distribution.resolve("repository"), "enforcement-mobile-waiter");
        Jars.spoil(jar, "META-INF/webgate/catalogue/powerpos.mobile-waiter.json");
        Path home = HostProcess.freshHome("spoilt");
        try (HostProcess host = HostProcess.startOf(distribution, home)) {
            Api admin = host.answering(503);
            gateIsStoppedBecauseOf(admin, "io.webgate.enforcement.mobile.waiter is not the one that the vendor signed");
            assertTrue(admin.get("/api/v1/gate", "Accept-Language", "ru").body().contains("в его файле другие байты"));
            assertEquals(200, admin.get("/admin/", "Accept", "text/html").status());
            assertEquals(503, admin.as(admin.device("Till", 1)).open("Anna").status());
            String told = host.run("gate", "status", "--home", home.toString()).out();
            assertTrue(told, told.contains("stopped"));
        }
    }

    @Test
    public void t41TheShippedOneOpensAndClosesWhileItsManifestIsGoneOrSomebodyElses() throws Exception {
        Path distribution = copyOfTheShipped();
        Path manifest = distribution.resolve("manifest.jws");
        byte[] shipped = Files.readAllBytes(manifest);
        Path home = HostProcess.freshHome("manifest");
        try (HostProcess host = HostProcess.startOf(distribution, home)) {
            Api admin = host.ready();
            gateIs(admin, "open");

            Files.delete(manifest);
            Jars.drop(home.resolve("plugins"), "com.example.one"); // a bundle that comes is a reason to look
            Eventually.isSo(
                    "It is told that the manifest is gone",
                    PATIENCE,
                    () -> host.said().contains("is not at " + manifest) ? "" : "not yet",
                    host::said);
            gateIs(admin, "open"); // for a minute: a file that vanishes may come back (R14)

            replace(manifest, signedByAStranger(shipped));
            Jars.drop(home.resolve("plugins"), "com.example.two");
            gateIsStoppedBecauseOf(admin, "not signed by the vendor that this host trusts");

            replace(manifest, shipped);
            Jars.drop(home.resolve("plugins"), "com.example.three");
            gateIs(admin, "open");

            Jars.drop(home.resolve("plugins"), "io.webgate.intruder");
            gateIsStoppedBecauseOf(admin, "io.webgate.intruder bears a name of this program");

            Files.delete(manifest);
            assertEquals(143, host.terminate());
            host.again();
            gateIsStoppedBecauseOf(host.answering(503), "is not at " + manifest); // never there: at once
        }
    }

    private static void gateIs(Api admin, String state) {
        Eventually.isSo(
                "The gate is " + state,
                PATIENCE,
                () -> admin.gate().text("state").equals(state)
                        ? ""
                        : admin.gate().body(),
                () -> "");
    }

    private static void gateIsStoppedBecauseOf(Api admin, String words) {
        Eventually.isSo(
                "The gate is stopped because of: " + words,
                PATIENCE,
                () -> {
                    Answer gate = admin.gate();
                    boolean told = gate.object().getAsJsonArray("obstacles").asList().stream()
                            .anyMatch(obstacle -> obstacle.getAsString().contains(words));
                    return gate.text("state").equals("stopped") && told ? "" : gate.body();
                },
                () -> "");
    }

    /** The same bundles, said by a vendor of the same name with other keys. */
    private static byte[] signedByAStranger(byte[] shipped) throws Exception {
        VendorKeys known = VendorKeys.open(Path.of(System.getProperty("webgate.vendor")));
        Manifest manifest = Manifest.read(shipped, known.trust().keys());
        VendorKeys stranger = VendorKeys.generate(
                known.vendor(), TrustDocument.DEVELOPMENT, ZoneOffset.UTC, manifest.issuedAt(), new SecureRandom());
        return new StatementIssuer(stranger).issue(manifest);
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = Files.write(file.resolveSibling("manifest.new"), bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path copyOfTheShipped() throws IOException {
        Path work = Path.of(System.getProperty("webgate.work"));
        return Jars.copy(HostProcess.built(), Files.createTempDirectory(work, "distribution-"));
    }
}
