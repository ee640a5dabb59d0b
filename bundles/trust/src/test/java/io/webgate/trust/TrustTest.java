// SPDX-License-Identifier: Apache-2.0
package io.webgate.trust;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.License;
import io.webgate.license.api.Module;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The contents that the build made, seen as the registry will see them. */
class TrustTest {

    @Test
    void aCheckoutTrustsItsDevelopmentVendorAndSaysSo() throws LicenseFormatException {
        TrustDocument trust = TrustDocument.parse(Trust.document());

        assertThat(trust.mode()).isEqualTo(TrustDocument.DEVELOPMENT);
        assertThat(trust.vendors()).extracting(TrustDocument.VendorInfo::prefix).containsExactly("DEVL");
        assertThat(trust.keys().keys()).allMatch(key -> key.purposes().size() == 1);
    }

    @Test
    void everyCatalogueEntryIsSignedByAKeyThatTheTrustDocumentPins() throws LicenseFormatException {
        TrustDocument trust = TrustDocument.parse(Trust.document());
        List<String> modules = new ArrayList<>();
        for (byte[] entry : Trust.catalogue()) {
            SignedDocument signed = SignedDocument.verify(entry, Purpose.CATALOGUE, trust.keys());
            Module module = CatalogueEntries.parse(signed.payload(), signed.vendor());
            assertThat(module.vendor()).isEqualTo("DEVL");
            modules.add(module.id().value());
        }

        assertThat(modules).contains("powerpos.mobile-waiter").doesNotHaveDuplicates();
    }

    @Test
    void theCanaryIsSignedByThePinnedKeysAndGivesNothing() throws LicenseFormatException {
        License canary = LicenseDocuments.read(
                Trust.canary(), TrustDocument.parse(Trust.document()).keys());

        assertThat(canary.entitlements()).isEmpty();
        assertThat(canary.features()).isEmpty();
        assertThat(canary.applications()).containsExactly(new ApplicationId("webgate.canary"));
        assertThat(canary.ends()).hasValueSatisfying(end -> assertThat(end).isBefore("2001-01-01T00:00:00Z"));
    }
}
