// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The licence that an edition has built in (R1, R28, R33). */
class EditionDocumentTest {

    private static final ModuleId COMPUTERS = new ModuleId("acme.generator");
    private static final String DEFINITION =
            "holder=Small Edition\napplication=webgate.small-edition\nmodule.acme.generator=1\nmodule.acme.till=2\n";

    private final VendorKeys keys = VendorKeys.generate(
            new VendorInfo("MIKO", "Miko"),
            TrustDocument.PRODUCTION,
            ZoneId.of("UTC"),
            Instant.parse("2026-01-01T00:00:00Z"),
            new SecureRandom());

    private static byte[] definition(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void r33ItIsADocumentLikeAnyOtherPermanentAndBoundToNothing() throws Exception {
        byte[] file = EditionDocument.of(keys, "small", definition(DEFINITION));

        License license = LicenseDocuments.read(file, keys.trust().keys());
        assertThat(license.vendor()).isEqualTo("MIKO");
        assertThat(license.holder()).isEqualTo("Small Edition");
        assertThat(license.applications()).containsExactly(new ApplicationId("webgate.small-edition"));
        assertThat(license.term()).isEqualTo(Term.PERMANENT);
        assertThat(license.validUntil()).isEmpty();
        assertThat(license.binding()).isEqualTo(Binding.ANYWHERE);
        assertThat(license.entitlements())
                .containsExactlyInAnyOrder(
                        new Entitlement(COMPUTERS, 1), new Entitlement(new ModuleId("acme.till"), 2));
        assertThat(EditionDocument.of(keys, "small", definition(DEFINITION))).isEqualTo(file);
    }

    /** R28 holds for every licence that is issued; an edition's is none: it counts in its edition alone. */
    @Test
    void r28TheSameEntitlementCantBeIssuedUnboundToACustomer() throws Exception {
        Module module = new Module(
                COMPUTERS,
                "MIKO",
                new LocalizedText("Generator", "Генератор"),
                Metric.COMPUTERS,
                new Consequence(Cut.NEWCOMER, Effect.REFUSE, Set.of(), Optional.empty()),
                Module.Counting.CONNECTIONS,
                false,
                Set.of());
        var issuer = new LicenseIssuer(
                keys,
                Map.of(COMPUTERS, module),
                new SecureRandom(),
                InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z")));
        License builtIn = LicenseDocuments.read(
                EditionDocument.of(keys, "small", definition(DEFINITION)),
                keys.trust().keys());

        LicenseRequest request = LicenseRequest.forHolder("Customer", Binding.ANYWHERE)
                .application(new ApplicationId("powerpos.data-server"))
                .entitlement(COMPUTERS, 1)
                .build();
        assertThatThrownBy(() -> issuer.prepare(request)).isInstanceOf(UnboundModuleException.class);
        byte[] payload = LicenseDocuments.payload(builtIn);
        assertThatThrownBy(() -> issuer.adopt(payload)).isInstanceOf(UnboundModuleException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holder=S\nmodule.acme.till=1\n",
                "holder=S\napplication=powerpos.data-server\nmodule.acme.till=1\n",
                "holder=S\napplication=webgate.other-edition\nmodule.acme.till=1\n",
                "holder=S\napplication=webgate.small-edition\nmodule.acme.till=many\n",
                "application=webgate.small-edition\nmodule.acme.till=1\n",
            })
    void refusesADefinitionThatMakesNoSenseOrWouldCountElsewhere(String text) {
        assertThatThrownBy(() -> EditionDocument.of(keys, "small", definition(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("small");
    }
}
