// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.ExitCode;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** A vendor signs the catalogue entry that its plugin brings along (R57). */
final class VendorSignTest {

    private static final String ENTRY = "{\"module\":\"acme.till\",\"title\":{\"en\":\"Till\",\"ru\":\"Касса\"},"
            + "\"metric\":\"sessions\",\"counting\":\"gate-sessions\",\"summed\":true,\"cut\":\"all\","
            + "\"effect\":\"stop-gate\",\"goesOn\":[],\"features\":[]}";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private VendorFixture vendor;

    @SuppressWarnings("NullAway.Init") // made before each test
    private VendorKeys keys;

    @BeforeEach
    void make() throws IOException {
        vendor = new VendorFixture(folder);
        keys = VendorKeys.createDevelopment(vendor.dir(), new SecureRandom(), Invocation.NOON);
        Files.writeString(vendor.file("acme.till.json"), ENTRY);
    }

    @Test
    void theSignatureLiesBesideTheEntryAndHoldsTheseVeryBytes_R57() throws Exception {
        Invocation signed = vendor.run("sign FILE:acme.till.json");

        assertThat(signed.exitCode()).as(signed.err()).isEqualTo(ExitCode.DONE);
        assertThat(signed.out().strip()).isEqualTo("acme.till");
        SignedDocument document = SignedDocument.verify(
                Files.readAllBytes(vendor.file("acme.till.jws")),
                Purpose.CATALOGUE,
                keys.trust().keys());
        assertThat(document.payload()).isEqualTo(Files.readAllBytes(vendor.file("acme.till.json")));
        assertThat(document.vendor()).isEqualTo("DEVL");
    }

    @Test
    void refusesWhatIsNoEntryOrIsNotNamedAfterItsModule() throws Exception {
        Files.writeString(vendor.file("acme.other.json"), ENTRY);
        Invocation misnamed = vendor.run("sign FILE:acme.other.json");
        assertThat(misnamed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(misnamed.err()).contains("acme.till.json");

        Files.writeString(vendor.file("acme.till.json"), ENTRY.replace("stop-gate", "burn"));
        Invocation broken = vendor.run("sign FILE:acme.till.json");
        assertThat(broken.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(vendor.file("acme.till.jws")).doesNotExist();
        assertThat(vendor.file("acme.other.jws")).doesNotExist();
    }
}
