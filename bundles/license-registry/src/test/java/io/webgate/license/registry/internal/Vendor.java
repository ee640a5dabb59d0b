// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.TrustDocument;
import io.webgate.vendor.issuing.CatalogueSigner;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.VendorKeys;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A throw-away vendor that really signs. */
final class Vendor {

    static final Vendor ACME = new Vendor("ACME");
    static final Vendor EVIL = new Vendor("EVIL");

    private final VendorKeys keys;
    private final LicenseIssuer issuer;

    Vendor(String prefix) {
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        keys = VendorKeys.generate(
                new TrustDocument.VendorInfo(prefix, prefix),
                "development",
                ZoneId.of("UTC"),
                from,
                new SecureRandom());
        issuer = issuer(new SecureRandom());
    }

    private LicenseIssuer issuer(SecureRandom random) {
        return new LicenseIssuer(
                keys, module -> true, random, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    }

    KeyRing ring() {
        return keys.trust().keys();
    }

    CatalogueSigner catalogueSigner() {
        return new CatalogueSigner(keys);
    }

    /** A licence for the data server, bound to nothing unless the terms say otherwise. */
    Paper issue(Consumer<LicenseRequest.Builder> terms) {
        return issue(issuer, terms);
    }

    /** Issues with an id that is always the same, as a vendor might by mistake. */
    Paper issueWithSameId(Consumer<LicenseRequest.Builder> terms) {
        return issue(issuer(new Same()), terms);
    }

    private static Paper issue(LicenseIssuer issuer, Consumer<LicenseRequest.Builder> terms) {
        LicenseRequest.Builder request =
                LicenseRequest.forHolder("Cafe", Binding.ANYWHERE).application(Sample.DATA_SERVER);
        terms.accept(request);
        Draft draft = issuer.prepare(request.build());
        return new Paper(draft.license(), issuer.issue(draft));
    }

    /** A registry's reader that trusts these vendors. */
    static DocumentReader trusting(Vendor... vendors) {
        List<io.webgate.license.format.TrustedKey> keys = new ArrayList<>();
        for (Vendor vendor : vendors) {
            keys.addAll(vendor.ring().keys());
        }
        KeyRing ring = KeyRing.of(keys);
        return new DocumentReader(bytes -> LicenseDocuments.read(bytes, ring));
    }

    /** A signed document. */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Paper(License license, byte[] bytes) {}

    private static final class Same extends SecureRandom {

        private static final long serialVersionUID = 1;

        @Override
        public int nextInt(int bound) {
            return 1;
        }
    }
}
