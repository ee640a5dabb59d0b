// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Media;
import io.webgate.license.format.HostRequest;
import io.webgate.license.format.LicenseFormatException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class RequestsTest {

    private static final String KEY = "0123-4567-89AB-CDEF-GHJK-MNPQ";
    private static final String NONCE = "0123456789abcdefghij_-0123456789";
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    @Test
    void theVendorsToolReadsWhatTheHostWrites_R10_R18() throws LicenseFormatException {
        HostRequest request = Requests.of(
                KEY,
                List.of(
                        new Media(Optional.of("A".repeat(64)), "KEY", "Kingston", Optional.empty()),
                        new Media(Optional.empty(), "Stick", "Stick", Optional.of(new LocalizedText("No.", "Нет.")))),
                Set.of(Sample.DATA_SERVER),
                "1.2",
                List.of(installed("A", LicenseState.VALID)),
                NOW,
                NONCE,
                List.of(new BreakGlassUse(
                        "ACME",
                        new LicenseId("ACME-7"),
                        new Activation(NOW, "olga", "vendor closed", LocalDate.parse("2026-11-29")))));
        assertThat(HostRequest.parse(request.toJson())).isEqualTo(request);
        assertThat(request.media()).containsExactly("A".repeat(64));
        assertThat(request.applications()).containsExactly(Sample.DATA_SERVER.value());
        assertThat(request.breakGlass())
                .containsExactly(new HostRequest.Use(new LicenseId("ACME-7"), NOW, LocalDate.parse("2026-11-29")));
        assertThat(new String(request.toJson(), StandardCharsets.UTF_8)).doesNotContain("olga", "vendor closed");
    }

    @Test
    void theHolderIsNamedOnlyWhereItIsPlain() {
        assertThat(holder()).isEmpty();
        assertThat(holder(installed("A", LicenseState.VALID), installed("A", LicenseState.VALID)))
                .contains("A");
        assertThat(holder(installed("A", LicenseState.VALID), installed("B", LicenseState.EXPIRED)))
                .contains("A");
        assertThat(holder(installed("A", LicenseState.VALID), installed("B", LicenseState.VALID)))
                .isEmpty();
        assertThat(holder(installed("B", LicenseState.EXPIRED))).isEmpty();
    }

    private static Optional<String> holder(InstalledLicense... licenses) {
        return Requests.of(KEY, List.of(), Set.of(), "1.2", List.of(licenses), NOW, NONCE, List.of())
                .holder();
    }

    private static InstalledLicense installed(String holder, LicenseState state) {
        License license = Sample.license("L-" + holder).holder(holder).make();
        return new InstalledLicense(license.id(), Optional.of(license), state, Optional.empty(), "folder", NOW, false);
    }
}
