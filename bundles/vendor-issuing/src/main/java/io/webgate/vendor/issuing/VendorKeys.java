// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    private final long announcements;
    private final Set<String> revoked;

    VendorKeys(VendorInfo vendor, String mode, ZoneId zone, List<SecretKey> secrets) {
        this(vendor, mode, zone, secrets, 0, Set.of());
    }

    /**
     * A vendor as its folder has it.
     *
     * @param secrets oldest first for each purpose
     * @param announcements the number of the last announcement of keys, 0 for none
     * @param revoked key ids whose signatures are worth nothing
     */
    VendorKeys(
            VendorInfo vendor,
            String mode,
            ZoneId zone,
            List<SecretKey> secrets,
            long announcements,
            Set<String> revoked) {
        this.vendor = vendor;
        this.mode = mode;
        this.zone = zone;
        this.secrets = List.copyOf(secrets);
        this.announcements = announcements;
        this.revoked = Set.copyOf(revoked);
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
        return open(dir, StoredKeys.NO_PASSPHRASE);
    }

    /**
     * The vendor whose key folder this is.
     *
     * @param passphrase asked once, and only where the folder's secrets are sealed
     * @throws WrongPassphraseException when they do not open
     * @throws IOException when the folder holds no keys that can be read; the message says what to do
     */
    public static VendorKeys open(Path dir, Supplier<Passphrase> passphrase) throws IOException {
        return KeyFolder.read(dir, passphrase);
    }

    /** What is public of the vendor whose key folder this is; asks for no passphrase and proves nothing. */
    public static VendorIdentity identityOf(Path dir) throws IOException {
        return KeyFolder.stored(dir).identity();
    }

    /**
     * Makes a vendor for production (D7): its folder is there as a whole or not at all, with private keys that the
     * passphrase alone opens (see {@link Sealing}).
     *
     * @throws IOException when there is something in that place already, or it can't be written
     * @throws IllegalArgumentException when the passphrase is too weak, or the prefix is that of development
     */
    public static VendorKeys create(
            Path dir, VendorInfo vendor, ZoneId zone, Passphrase passphrase, SecureRandom random, InstantSource clock)
            throws IOException {
        if (vendor.prefix().equals(DEVELOPMENT.prefix())) {
            throw new VendorRefusal(
                    "The prefix " + vendor.prefix() + " belongs to development vendors",
                    "Префикс " + vendor.prefix() + " закреплён за поставщиками для разработки");
        }
        passphrase.weakness().ifPresent(weakness -> {
            throw new VendorRefusal(weakness);
        });
        if (!isFree(dir)) {
            throw new FileAlreadyExistsException(dir.toString());
        }
        VendorKeys keys = generate(
                vendor, TrustDocument.PRODUCTION, zone, clock.instant().truncatedTo(ChronoUnit.SECONDS), random);
        KeyFolder.create(dir, keys, Optional.of(new StoredKeys.Seal(passphrase, random)));
        VendorKeys written = open(dir, () -> passphrase);
        if (!Arrays.equals(written.trust().toJson(), keys.trust().toJson())) {
            throw new FileAlreadyExistsException(dir.toString());
        }
        return written;
    }

    /** A new vendor never takes the place of anything. */
    private static boolean isFree(Path dir) throws IOException {
        if (!Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(dir)) {
            return false;
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * The development vendor of a checkout: opened when its folder is there, else made, in one step that a second build
     * at the same moment can't see half done: both end up with the same keys. A folder made by an earlier version gets
     * the keys that have come since.
     */
    public static VendorKeys createDevelopment(Path dir, SecureRandom random, InstantSource clock) throws IOException {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        if (KeyFolder.isAt(dir)) {
            VendorKeys known = open(dir);
            VendorKeys whole = known.completed(today, random);
            if (whole != known) {
                KeyFolder.replace(dir, whole, Optional.empty());
            }
            return whole;
        }
        KeyFolder.create(dir, generate(DEVELOPMENT, TrustDocument.DEVELOPMENT, ZoneId.of("UTC"), today, random));
        return open(dir);
    }

    /** This vendor with keys for every purpose; itself where it has them. */
    private VendorKeys completed(Instant from, SecureRandom random) {
        List<SecretKey> whole = new ArrayList<>(secrets);
        for (Purpose purpose : PURPOSES) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (pairOf(purpose, algorithm).isEmpty()) {
                    whole.add(SecretKey.generate(prefix(), algorithm, purpose, from, random));
                }
            }
        }
        return whole.size() == secrets.size()
                ? this
                : new VendorKeys(vendor, mode, zone, whole, announcements, revoked);
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

    /** What is public of it. */
    public VendorIdentity identity() {
        return new VendorIdentity(prefix(), zone, trust());
    }

    /** What a distribution that trusts this vendor alone pins: public keys only, of these none that is revoked. */
    public TrustDocument trust() {
        return new TrustDocument(mode, List.of(vendor), KeyRing.of(publicKeys()));
    }

    /**
     * This vendor with a new pair of keys for each of these purposes (R12); the keys before count until the given time.
     * Nothing is written.
     *
     * @param purposes none, where keys are only to be announced anew or revoked
     * @param now from which the new keys count
     * @param retires when those before end, after {@code now}
     * @param compromised key ids whose signatures are worth nothing from now on; their purposes get new pairs too, where
     *     they would still sign
     * @throws IllegalArgumentException when a key id is not one of this vendor
     */
    VendorKeys rotated(
            Set<Purpose> purposes, Instant now, Instant retires, Set<String> compromised, SecureRandom random) {
        Set<String> worthless = new LinkedHashSet<>(revoked);
        Set<Purpose> renewed = EnumSet.noneOf(Purpose.class);
        renewed.addAll(purposes);
        for (String kid : compromised) {
            SecretKey key = secrets.stream()
                    .filter(secret -> secret.trusted().kid().equals(kid))
                    .findFirst()
                    .orElseThrow(() -> new VendorRefusal(
                            "Vendor " + prefix() + " has no key " + kid,
                            "У поставщика " + prefix() + " нет ключа " + kid));
            if (key.trusted().until().isEmpty() && worthless.add(kid)) {
                renewed.addAll(key.trusted().purposes());
            }
            worthless.add(kid);
        }
        List<SecretKey> all = new ArrayList<>();
        for (SecretKey secret : secrets) {
            boolean ends = renewed.containsAll(secret.trusted().purposes())
                    && secret.trusted().until().isEmpty()
                    && secret.trusted().from().isBefore(retires);
            all.add(ends ? secret.until(retires) : secret);
        }
        for (Purpose purpose : PURPOSES) {
            if (renewed.contains(purpose)) {
                for (Algorithm algorithm : Algorithm.values()) {
                    all.add(SecretKey.generate(prefix(), algorithm, purpose, now, random));
                }
            }
        }
        return new VendorKeys(vendor, mode, zone, all, announcements + 1, worthless);
    }

    /**
     * What hosts that pinned this vendor's first keys have to learn: the keys that came since, and those that got an end.
     * Revoked ones stay among them: a host tells what these have signed from a forgery, and shows it as revoked.
     */
    KeyAnnouncement announcement(Instant now) {
        Set<String> first = new HashSet<>();
        for (Purpose purpose : PURPOSES) {
            for (Algorithm algorithm : Algorithm.values()) {
                secrets.stream()
                        .map(SecretKey::trusted)
                        .filter(key ->
                                key.algorithm() == algorithm && key.purposes().contains(purpose))
                        .findFirst()
                        .ifPresent(key -> first.add(key.kid()));
            }
        }
        List<TrustedKey> keys = secrets.stream()
                .map(SecretKey::trusted)
                .filter(key -> key.until().isPresent() || !first.contains(key.kid()))
                .toList();
        return new KeyAnnouncement(prefix(), announcements, now, keys, revoked);
    }

    long announcements() {
        return announcements;
    }

    Set<String> revoked() {
        return revoked;
    }

    List<SecretKey> secrets() {
        return secrets;
    }

    private List<TrustedKey> publicKeys() {
        return secrets.stream()
                .map(SecretKey::trusted)
                .filter(key -> !revoked.contains(key.kid()))
                .toList();
    }

    /**
     * The key that signs what is issued at that time: the newest that counts then. Announcements of keys are signed by
     * the oldest that counts, since that is the one that most hosts know (the key in force before).
     *
     * @throws IllegalArgumentException when none does
     */
    SecretKey secret(Purpose purpose, Algorithm algorithm, Instant at) {
        List<SecretKey> counting = pairOf(purpose, algorithm).stream()
                .filter(secret -> secret.trusted().counts(at))
                .toList();
        if (counting.isEmpty()) {
            throw new VendorRefusal(
                    "Vendor " + prefix() + " has no " + algorithm.jwsName() + " key for " + purpose.code()
                            + " that counts at " + at + ". Check the clock; then rotate the keys.",
                    "У поставщика " + prefix() + " нет ключа " + algorithm.jwsName() + " для " + purpose.code()
                            + ", действующего на " + at + ". Проверьте часы, затем смените ключи.");
        }
        return counting.get(purpose == Purpose.KEYS ? 0 : counting.size() - 1);
    }

    /** From when on both of the newest keys count: the time of what must come out the same whenever it is made. */
    Instant firstMoment(Purpose purpose) {
        Instant one = secret(purpose, Algorithm.ED25519).trusted().from();
        Instant other = secret(purpose, Algorithm.ML_DSA_65).trusted().from();
        return one.isAfter(other) ? one : other;
    }

    /** The newest key, for what bears no time of its own. */
    SecretKey secret(Purpose purpose, Algorithm algorithm) {
        List<SecretKey> keys = pairOf(purpose, algorithm);
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "Vendor " + prefix() + " has no " + algorithm.jwsName() + " key for " + purpose.code());
        }
        return keys.get(keys.size() - 1);
    }

    /** Oldest first, without the revoked ones. */
    private List<SecretKey> pairOf(Purpose purpose, Algorithm algorithm) {
        return secrets.stream()
                .filter(secret -> secret.trusted().algorithm() == algorithm
                        && secret.trusted().purposes().contains(purpose)
                        && !revoked.contains(secret.trusted().kid()))
                .sorted(Comparator.comparing(secret -> secret.trusted().from()))
                .toList();
    }

    @Override
    public String toString() {
        return "VendorKeys[" + prefix() + " " + mode + "]";
    }
}
