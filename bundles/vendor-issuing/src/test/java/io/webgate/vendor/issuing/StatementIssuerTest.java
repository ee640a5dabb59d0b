// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.TimeReceipt;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StatementIssuerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    private final VendorKeys keys = VendorKeys.generate(
            new VendorInfo("MIKO", "Miko"), TrustDocument.PRODUCTION, ZoneId.of("UTC"), NOW, new SecureRandom());
    private final StatementIssuer issuer = new StatementIssuer(keys);
    private final KeyRing ring = keys.trust().keys();

    @Test
    void whatItIssuesReadsBackAsWhatItIs_R11_R12() throws LicenseFormatException {
        var list =
                new RevocationList("MIKO", 1, NOW, NOW.plusSeconds(60), Set.of(new LicenseId("MIKO-1")), Set.of("old"));
        var announcement = new KeyAnnouncement("MIKO", 1, NOW, List.of(), Set.of("old"));
        var receipt = new TimeReceipt("MIKO", NOW, "a".repeat(32));
        var manifest = new Manifest("MIKO", NOW, "1.0", List.of(new Manifest.Entry("a", "1", "0".repeat(64))));

        assertThat(RevocationList.read(issuer.issue(list), ring)).isEqualTo(list);
        assertThat(KeyAnnouncement.read(issuer.issue(announcement), ring)).isEqualTo(announcement);
        assertThat(TimeReceipt.read(issuer.issue(receipt), ring)).isEqualTo(receipt);
        assertThat(Manifest.read(issuer.issue(manifest), ring)).isEqualTo(manifest);
    }

    @Test
    void signsForNobodyElse() {
        assertThatThrownBy(() -> issuer.issue(new TimeReceipt("ASTR", NOW, "a".repeat(32))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASTR");
    }
}
