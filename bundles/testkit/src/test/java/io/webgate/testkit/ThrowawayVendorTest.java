// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ThrowawayVendorTest {

    private final StepTime time = new StepTime(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void itsDocumentsVerifyWithItsOwnKeysAndWithNoOtherVendors() throws Exception {
        ThrowawayVendor vendor = ThrowawayVendor.named("TEST", time);
        byte[] document = vendor.license("test.module", 3);
        assertThat(LicenseDocuments.read(document, vendor.keyRing())
                        .entitlements()
                        .get(0)
                        .quantity())
                .isEqualTo(3);
        ThrowawayVendor other = ThrowawayVendor.named("TEST", time);
        assertThatThrownBy(() -> LicenseDocuments.read(document, other.keyRing()))
                .isInstanceOf(LicenseFormatException.class);
    }
}
