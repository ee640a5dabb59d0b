// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whom a distribution trusts besides who assembles it (R12, R57). */
class TrustedVendorsTest {

    private final TrustDocument own = vendor("MIKO", TrustDocument.PRODUCTION);
    private final TrustDocument other = vendor("ACME", TrustDocument.PRODUCTION);

    private static TrustDocument vendor(String prefix, String mode) {
        return VendorKeys.generate(
                        new VendorInfo(prefix, "Vendor " + prefix),
                        mode,
                        ZoneId.of("UTC"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new SecureRandom())
                .trust();
    }

    @Test
    void r57OfAnotherVendorItTrustsOnlyWhatModulesNeed() throws Exception {
        TrustDocument both = TrustedVendors.of(own, List.of(other));

        assertThat(both.vendors()).extracting(VendorInfo::prefix).containsExactly("MIKO", "ACME");
        assertThat(purposes(both, "MIKO")).isEqualTo(purposes(own, "MIKO"));
        assertThat(purposes(both, "ACME"))
                .containsExactlyInAnyOrder(Purpose.LICENSE, Purpose.CATALOGUE, Purpose.REVOCATION, Purpose.KEYS);
        assertThat(TrustDocument.parse(both.toJson()).toJson()).isEqualTo(both.toJson());
    }

    private static Set<Purpose> purposes(TrustDocument trust, String vendor) {
        return trust.keys().keys().stream()
                .filter(key -> key.vendor().equals(vendor))
                .map(TrustedKey::purposes)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    @Test
    void withoutOthersItIsTheVendorsOwn() {
        assertThat(TrustedVendors.of(own, List.of()).toJson()).isEqualTo(own.toJson());
    }

    @Test
    void refusesTheSameVendorTwiceADevelopmentVendorAndADocumentOfSeveral() {
        TrustDocument namesake = vendor("MIKO", TrustDocument.PRODUCTION);
        assertThatThrownBy(() -> TrustedVendors.of(own, List.of(namesake)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MIKO");
        assertThatThrownBy(() -> TrustedVendors.of(own, List.of(other, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ACME");
        TrustDocument development = vendor("DEVL", TrustDocument.DEVELOPMENT);
        assertThatThrownBy(() -> TrustedVendors.of(own, List.of(development)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DEVL is a development vendor");
        TrustDocument several = TrustedVendors.of(other, List.of(vendor("ASTR", TrustDocument.PRODUCTION)));
        assertThatThrownBy(() -> TrustedVendors.of(own, List.of(several)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one vendor");
    }
}
