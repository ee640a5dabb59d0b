// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Issues licence documents in two steps (R1, R3): {@link #prepare} checks everything and touches no key; {@link #issue}
 * signs what was prepared, once. Thread-safe.
 */
public final class LicenseIssuer {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final VendorKeys keys;
    private final DocumentSigner signer;
    private final Predicate<ModuleId> known;
    private final SecureRandom random;
    private final InstantSource clock;

    /** @param known whether a module stands in the vendor's catalogue; one that does not is only warned of */
    public LicenseIssuer(VendorKeys keys, Predicate<ModuleId> known, SecureRandom random, InstantSource clock) {
        this.keys = keys;
        this.signer = new DocumentSigner(keys);
        this.known = known;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes the licence that would be issued now.
     *
     * @throws IllegalArgumentException when the request makes no sense; the message says what and why
     */
    public Draft prepare(LicenseRequest request) {
        return prepare(request, List.of());
    }

    /**
     * The same with signed statements that travel along: the newest revocation list, the newest announcement of keys, so
     * that they reach hosts without a network too (R11, R12).
     *
     * @param attached whole signed files
     */
    public Draft prepare(LicenseRequest request, List<byte[]> attached) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ZoneId zone = request.zone().orElse(keys.zone());
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (request.lineage().isEmpty() && request.generation() != 1) {
            throw new IllegalArgumentException(
                    "Generation " + request.generation() + " needs the lineage that it continues");
        }
        Term term = request.term().orElse(request.validUntil().isPresent() ? Term.TEMPORARY : Term.PERMANENT);
        // A last day in the past is allowed; a first day is then not made up beyond it
        LocalDate first = request.validFrom()
                .orElse(request.validUntil()
                        .filter(last -> last.isBefore(today))
                        .orElse(today));
        License license = new License(
                new LicenseId(name("")),
                request.lineage().orElseGet(() -> new Lineage(name("L"))),
                request.generation(),
                keys.prefix(),
                request.holder(),
                request.applications(),
                request.version(),
                now,
                first,
                request.validUntil(),
                zone,
                term,
                request.binding(),
                request.entitlements(),
                request.features(),
                request.renewalDate(),
                request.supersedes());
        byte[] payload = LicenseDocuments.payload(license, attached);
        return new Draft(this, readBack(payload), payload, warnings(license, today));
    }

    /**
     * Signs a draft of this issuer: the only step that touches a private key.
     *
     * @return the file
     * @throws IllegalStateException when it was issued already, or prepared by another issuer
     * @throws IllegalArgumentException when it is larger than a document may be
     */
    public byte[] issue(Draft draft) {
        return signer.sign(draft.redeem(this), Purpose.LICENSE);
    }

    /** What a reader will see; a licence that can't be read back is refused before anyone signs it. */
    private static License readBack(byte[] payload) {
        try {
            return LicenseDocuments.parse(payload);
        } catch (LicenseFormatException e) {
            throw new IllegalArgumentException(
                    "The licence can't be written: " + e.text().english(), e);
        }
    }

    private List<LocalizedText> warnings(License license, LocalDate today) {
        List<LocalizedText> warnings = new ArrayList<>();
        license.validUntil()
                .filter(last -> last.isBefore(today))
                .ifPresent(last -> warnings.add(new LocalizedText(
                        "The last day, " + last + ", is in the past: the licence counts for nothing.",
                        "Последний день, " + last + ", уже прошёл: лицензия ничего не даст.")));
        if (license.entitlements().isEmpty() && license.features().isEmpty()) {
            warnings.add(new LocalizedText(
                    "The licence holds no module and no feature.", "В лицензии нет ни модулей, ни функций."));
        }
        for (Entitlement entitlement : license.entitlements()) {
            if (!known.test(entitlement.module())) {
                warnings.add(new LocalizedText(
                        "The module " + entitlement.module() + " is not in the catalogue.",
                        "Модуля " + entitlement.module() + " нет в каталоге."));
            }
        }
        return warnings;
    }

    /** 80 random bits behind the vendor's prefix: unique without a register. */
    private String name(String kind) {
        var name = new StringBuilder(keys.prefix()).append('-').append(kind);
        for (int i = 0; i < 16; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
