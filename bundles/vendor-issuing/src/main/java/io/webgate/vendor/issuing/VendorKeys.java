// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A vendor with its private keys: for each purpose a pair of its own, Ed25519 and ML-DSA-65, so that no key signs two
 * kinds of things (R2). Immutable; the secrets never leave this package except into the key folder.
 */
public final class VendorKeys {

    /** What a vendor signs; allotments are signed by a licence server's own key. */
    static final List<Purpose> PURPOSES = List.of(
            Purpose.LICENSE,
            Purpose.CATALOGUE,
            Purpose.REVOCATION,
            Purpose.TOKEN,
            Purpose.TIME_RECEIPT,
            Purpose.KEYS,
            Purpose.MANIFEST);

    private static final VendorInfo DEVELOPMENT = new VendorInfo("DEVL", "Development vendor");

    private final VendorInfo vendor;
    private final String mode;
    private final ZoneId zone;
    private final List<SecretKey> secrets;

    VendorKeys(VendorInfo vendor, String mode, ZoneId zone, List<SecretKey> secrets) {
        this.vendor = vendor;
        this.mode = mode;
        this.zone = zone;
        this.secrets = List.copyOf(secrets);
    }

    /**
     * A new vendor that exists in memory only.
     *
     * @param mode {@link TrustDocument#DEVELOPMENT} or {@link TrustDocument#PRODUCTION}
     * @param from what is issued earlier does not count
     */
    public static VendorKeys generate(VendorInfo vendor, String mode, ZoneId zone, Instant from, SecureRandom random) {
        List<SecretKey> secrets = new ArrayList<>();
        for (Purpose purpose : PURPOSES) {
            for (Algorithm algorithm : Algorithm.values()) {
                secrets.add(SecretKey.generate(vendor.prefix(), algorithm, purpose, from, random));
            }
        }
        return new VendorKeys(vendor, mode, zone, secrets);
    }

    /**
     * The vendor whose key folder this is.
     *
     * @throws IOException when the folder holds no keys that can be read; the message says what to do
     */
    public static VendorKeys open(Path dir) throws IOException {
        return KeyFolder.read(dir);
    }

    /**
     * The development vendor of a checkout: opened when its folder is there, else made, in one step that a second build
     * at the same moment can't see half done: both end up with the same keys. A folder made by an earlier version gets
     * the keys that have come since.
     */
    public static VendorKeys createDevelopment(Path dir, SecureRandom random, InstantSource clock) throws IOException {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        if (KeyFolder.isAt(dir)) {
            VendorKeys known = KeyFolder.read(dir);
            VendorKeys whole = known.completed(today, random);
            if (whole != known) {
                KeyFolder.replace(dir, whole);
            }
            return whole;
        }
        KeyFolder.create(dir, generate(DEVELOPMENT, TrustDocument.DEVELOPMENT, ZoneId.of("UTC"), today, random));
        return KeyFolder.read(dir);
    }

    /** This vendor with keys for every purpose; itself where it has them. */
    private VendorKeys completed(Instant from, SecureRandom random) {
        List<SecretKey> whole = new ArrayList<>(secrets);
        for (Purpose purpose : PURPOSES) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (find(purpose, algorithm).isEmpty()) {
                    whole.add(SecretKey.generate(prefix(), algorithm, purpose, from, random));
                }
            }
        }
        return whole.size() == secrets.size() ? this : new VendorKeys(vendor, mode, zone, whole);
    }

    /** The four letters. */
    public String prefix() {
        return vendor.prefix();
    }

    /** Prefix and name. */
    public VendorInfo vendor() {
        return vendor;
    }

    /** {@link TrustDocument#DEVELOPMENT} or {@link TrustDocument#PRODUCTION}. */
    public String mode() {
        return mode;
    }

    /** In which days begin and end on its licences, unless a request says otherwise. */
    public ZoneId zone() {
        return zone;
    }

    /** What a distribution that trusts this vendor alone pins: public keys only. */
    public TrustDocument trust() {
        return new TrustDocument(
                mode,
                List.of(vendor),
                KeyRing.of(secrets.stream().map(SecretKey::trusted).toList()));
    }

    List<SecretKey> secrets() {
        return secrets;
    }

    SecretKey secret(Purpose purpose, Algorithm algorithm) {
        return find(purpose, algorithm)
                .orElseThrow(() -> new IllegalStateException(
                        "Vendor " + prefix() + " has no " + algorithm.jwsName() + " key for " + purpose.code()));
    }

    private Optional<SecretKey> find(Purpose purpose, Algorithm algorithm) {
        return secrets.stream()
                .filter(secret -> secret.trusted().algorithm() == algorithm
                        && secret.trusted().purposes().contains(purpose))
                .findFirst();
    }

    @Override
    public String toString() {
        return "VendorKeys[" + prefix() + " " + mode + "]";
    }
}
