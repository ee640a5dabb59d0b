// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.TimeReceipt;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustedKey;
import io.webgate.store.Store;
import io.webgate.vendor.issuing.CatalogueSigner;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.StatementIssuer;
import io.webgate.vendor.issuing.VendorKeys;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A throw-away vendor that really signs. */
final class Vendor {

    static final Vendor ACME = new Vendor("ACME");
    static final Vendor EVIL = new Vendor("EVIL");

    private static final Instant STATED = Instant.parse("2026-06-01T00:00:00Z");

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

    /** A licence for another application than the data server. */
    Paper issueFor(String application, Consumer<LicenseRequest.Builder> terms) {
        LicenseRequest.Builder request =
                LicenseRequest.forHolder("Cafe", Binding.ANYWHERE).application(new ApplicationId(application));
        terms.accept(request);
        Draft draft = issuer.prepare(request.build());
        return new Paper(draft.license(), issuer.issue(draft));
    }

    /** A licence for the data server that is bound to something. */
    Paper issueTo(Binding binding, Consumer<LicenseRequest.Builder> terms) {
        LicenseRequest.Builder request =
                LicenseRequest.forHolder("Cafe", binding).application(Sample.DATA_SERVER);
        terms.accept(request);
        Draft draft = issuer.prepare(request.build());
        return new Paper(draft.license(), issuer.issue(draft));
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

    /** What these vendors state, as a registry keeps it. */
    static Statements statements(Store store, Vendor... vendors) {
        List<TrustedKey> all = new ArrayList<>();
        for (Vendor vendor : vendors) {
            all.addAll(vendor.ring().keys());
        }
        return new Statements(KeyRing.of(all), new StoredRecords(store));
    }

    /** The same vendor with new keys for everything, which nobody trusts yet. */
    Vendor withNewKeys() {
        return new Vendor(keys.prefix());
    }

    /** The ids of its two keys for a purpose. */
    List<String> kids(Purpose purpose) {
        return ring().keys().stream()
                .filter(key -> key.purposes().contains(purpose))
                .map(TrustedKey::kid)
                .toList();
    }

    /** Its keys for a purpose, ending when the term is over; empty: never. */
    List<TrustedKey> keys(Purpose purpose, Optional<Instant> until) {
        return ring().keys().stream()
                .filter(key -> key.purposes().contains(purpose))
                .map(key -> new TrustedKey(
                        key.kid(), key.vendor(), key.algorithm(), key.publicKey(), key.purposes(), key.from(), until))
                .toList();
    }

    byte[] revoke(long number, Collection<LicenseId> licenses, Collection<String> revokedKeys) {
        return new StatementIssuer(keys)
                .issue(new RevocationList(
                        keys.prefix(),
                        number,
                        STATED,
                        STATED.plus(Duration.ofDays(30)),
                        Set.copyOf(licenses),
                        Set.copyOf(revokedKeys)));
    }

    byte[] announce(long number, List<TrustedKey> announced, Collection<String> revokedKeys) {
        return new StatementIssuer(keys)
                .issue(new KeyAnnouncement(keys.prefix(), number, STATED, announced, Set.copyOf(revokedKeys)));
    }

    byte[] receipt(String at, String nonce) {
        return new StatementIssuer(keys).issue(new TimeReceipt(keys.prefix(), Instant.parse(at), nonce));
    }

    /** A licence with statements that travel along. */
    Paper issueWith(List<byte[]> attached, Consumer<LicenseRequest.Builder> terms) {
        LicenseRequest.Builder request =
                LicenseRequest.forHolder("Cafe", Binding.ANYWHERE).application(Sample.DATA_SERVER);
        terms.accept(request);
        Draft draft = issuer.prepare(request.build(), attached);
        return new Paper(draft.license(), issuer.issue(draft));
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
