// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys count and what is revoked: what the distribution pins, and what its vendors have stated since (R11, R12).
 * Pure and immutable, and made of what is kept alone, so that a registry which has just taken a statement trusts what one
 * does that reads it back.
 *
 * <ul>
 *   <li>A vendor speaks for itself alone: its statements reach none of another vendor's keys and licences.
 *   <li>An announced key that is pinned or announced already may be given an earlier end, never a later one or another
 *       purpose. That holds among the announcements in force: a later one of the same series may take an end back that
 *       the one before has set, up to what is pinned.
 *   <li>Whoever was known stays known: a later announcement of the same series takes the place of the one before, and the
 *       keys that this one alone named vouch for nothing any more, but what they signed is told from a forgery.
 *   <li>A revoked key's signatures are worth nothing, whatever it signed and when; keys that it announced go with it:
 *       from a pinned key an unbroken chain must lead to each that counts. What it revoked stays revoked: a restriction is not undone by finding out who else could have made it.
 *   <li>So it is with a statement whose own keys are not known any more: it goes on revoking, and gives nothing.
 *   <li>A revocation list may name every key but those that announce keys: else whoever steals the one could take the
 *       other from its vendor. These are revoked by an announcement, or by a new distribution.
 * </ul>
 */
final class Trusted {

    private static final Logger LOG = LoggerFactory.getLogger(Trusted.class);

    private final KeyRing pinned;

    /** Everything that was ever taken but lists that a later one of their series has replaced, by its place in the order. */
    private final NavigableMap<Long, Notice> taken;

    /** What can't be verified, by its place. */
    private final NavigableMap<Long, StoredRecords.Statement> unverified;

    private final List<Notice> verified;
    private final List<Notice> notices;
    private final Map<String, TrustedKey> known;
    private final Set<String> revokedKeys;
    private final Set<Identity> revokedLicenses;
    private final KeyRing documentKeys;
    private final KeyRing countingKeys;

    private Trusted(
            KeyRing pinned, NavigableMap<Long, Notice> taken, NavigableMap<Long, StoredRecords.Statement> unverified) {
        this.pinned = pinned;
        this.taken = taken;
        this.unverified = unverified;
        this.verified = verified(pinned, taken.values());
        this.notices = inForce(verified);
        this.known = known(pinned, verified, notices);
        this.revokedKeys = revokedKeys(known, pinned, notices, taken.values());
        this.revokedLicenses = taken.values().stream()
                .flatMap(notice -> notice.licenses().stream().map(id -> new Identity(notice.vendor(), id)))
                .collect(Collectors.toUnmodifiableSet());
        this.documentKeys = KeyRing.of(known.values());
        this.countingKeys = KeyRing.of(known.values().stream()
                .filter(key -> !revokedKeys.contains(key.kid()))
                .toList());
    }

    /** What a distribution trusts before anybody has stated anything. */
    static Trusted pinned(KeyRing pinned) {
        return new Trusted(pinned, new TreeMap<>(), new TreeMap<>());
    }

    /** What a distribution trusts with what earlier runs took, verified again: the store is not believed. */
    static Trusted of(KeyRing pinned, Collection<StoredRecords.Statement> stored) {
        NavigableMap<Long, StoredRecords.Statement> unverified = new TreeMap<>();
        stored.forEach(statement -> unverified.put(statement.position(), statement));
        return new Trusted(pinned, new TreeMap<>(), unverified).reread();
    }

    /** With a statement that was verified; of its series it replaces what came before. */
    Trusted with(Notice notice) {
        // One whose keys nobody vouches for may be anybody's: its number silences no vendor
        if (verified.stream().anyMatch(other -> other.replaces(notice) && other.number() > notice.number())) {
            return this;
        }
        NavigableMap<Long, Notice> next = new TreeMap<>(taken);
        next.values().removeIf(notice::replaces);
        NavigableMap<Long, StoredRecords.Statement> left = new TreeMap<>(unverified);
        left.values().removeIf(notice::replaces);
        next.put(nextPosition(), notice);
        return new Trusted(pinned, next, left).reread();
    }

    private long nextPosition() {
        return 1 + Math.max(last(taken), last(unverified));
    }

    private static long last(NavigableMap<Long, ?> map) {
        return map.isEmpty() ? 0 : map.lastKey();
    }

    /** One may be signed with a key that another one announces, in whatever order they came. */
    private Trusted reread() {
        Trusted now = this;
        boolean more = !now.unverified.isEmpty();
        while (more) {
            more = false;
            NavigableMap<Long, Notice> next = new TreeMap<>(now.taken);
            NavigableMap<Long, StoredRecords.Statement> left = new TreeMap<>(now.unverified);
            for (StoredRecords.Statement statement : now.unverified.values()) {
                Optional<Notice> notice = now.read(statement);
                if (notice.isPresent()) {
                    next.put(statement.position(), notice.get());
                    left.remove(statement.position());
                    more = true;
                }
            }
            if (more) {
                now = new Trusted(pinned, next, left);
                more = !left.isEmpty();
            }
        }
        return now;
    }

    /** Verified with the keys that did so when it was taken, or with those that are known; the time is no question any more. */
    private Optional<Notice> read(StoredRecords.Statement statement) {
        for (Supplier<KeyRing> ring : List.<Supplier<KeyRing>>of(() -> KeyRing.of(statement.by()), this::storedKeys)) {
            try {
                return Optional.of(Notice.read(statement.file(), statement.purpose(), ring.get()));
            } catch (LicenseFormatException | IllegalArgumentException e) {
                // The store is not believed: two of its keys may bear one name
                LOG.debug("A {} does not verify", statement.purpose().code(), e);
            }
        }
        return Optional.empty();
    }

    /** The statements in force, in the order in which they were taken. */
    List<Notice> notices() {
        return notices;
    }

    /** These and the announcements before them, which show whose a key is. */
    List<Notice> verified() {
        return verified;
    }

    /** The statement that is in force of a series. */
    Optional<Notice> ofSeries(Notice notice) {
        return notices.stream().filter(notice::isSameSeries).findFirst();
    }

    /**
     * What was taken and can't be verified any more, so that what it said has no effect; without what was made good since,
     * by a statement that was taken later and has no lower number.
     */
    List<StoredRecords.Statement> lost() {
        return unverified.values().stream()
                .filter(statement -> taken.tailMap(statement.position()).values().stream()
                        .noneMatch(notice -> notice.makesGood(statement)))
                .toList();
    }

    /** Whether what a statement says that lies outside the home is known here, by itself or by a later one of its vendor. */
    boolean holds(StatementsOutside.Kept outside) {
        return taken.values().stream().anyMatch(outside::isMadeGoodBy);
    }

    /** Of a statement that is kept, the keys that verified it. */
    Optional<List<TrustedKey>> signersOf(long position) {
        return Optional.ofNullable(taken.get(position)).map(Notice::by);
    }

    /** The keys that are known, as they verify statements that were taken when the keys' times allowed it. */
    KeyRing storedKeys() {
        return KeyRing.of(known.values().stream()
                .map(key -> Notice.timeless(key, key.purposes()))
                .toList());
    }

    /** Every key that is known, revoked ones too: a document signed with one is told from a forged one. */
    KeyRing documentKeys() {
        return documentKeys;
    }

    /** The keys that may state anything new. */
    KeyRing countingKeys() {
        return countingKeys;
    }

    /**
     * Whether a licence that was verified with these keys, when these were trusted or others, would be verified now: what a
     * key is called never comes to mean another key, so nothing but its times can have changed.
     */
    boolean stands(List<String> signers, License license) {
        return signers.stream().allMatch(kid -> documentKeys
                .key(kid)
                .filter(key -> key.vendor().equals(license.vendor())
                        && key.purposes().contains(Purpose.LICENSE)
                        && key.counts(license.issuedAt()))
                .isPresent());
    }

    /** Whether a licence's vendor has revoked it. */
    boolean isRevoked(License license) {
        return revokedLicenses.contains(Identity.of(license));
    }

    /** Whether somebody else may have the key. */
    boolean isRevoked(String kid) {
        return revokedKeys.contains(kid);
    }

    /** The licences that are revoked. */
    Set<LicenseId> revokedOf(String vendor) {
        return revokedLicenses.stream()
                .filter(identity -> identity.vendor().equals(vendor))
                .map(Identity::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Vendors whose next revocation list is overdue, with the time at which it was due. */
    Map<String, Instant> overdue(Instant now) {
        Map<String, Instant> due = new LinkedHashMap<>();
        for (Notice notice : notices) {
            notice.nextUpdate()
                    .ifPresent(
                            next -> due.merge(notice.vendor(), next, (one, other) -> one.isAfter(other) ? one : other));
        }
        due.values().removeIf(next -> next.isAfter(now));
        return due;
    }

    /** The statements whose keys are pinned or announced by another one of them; the others say what they say to themselves. */
    private static List<Notice> verified(KeyRing pinned, Collection<Notice> taken) {
        Map<String, TrustedKey> bearers = new HashMap<>();
        pinned.keys().forEach(key -> bearers.put(key.kid(), key));
        Set<Notice> found = new LinkedHashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Notice notice : taken) {
                if (!found.contains(notice)
                        && notice.by().stream().allMatch(key -> isSame(bearers.get(key.kid()), key))) {
                    grown = found.add(notice);
                    notice.keys().forEach(key -> bearers.putIfAbsent(key.kid(), key));
                }
            }
        }
        return taken.stream().filter(found::contains).toList();
    }

    private static boolean isSame(@Nullable TrustedKey known, TrustedKey signer) {
        return known != null
                && known.vendor().equals(signer.vendor())
                && known.purposes().containsAll(signer.purposes())
                && Arrays.equals(known.publicKey(), signer.publicKey());
    }

    private static List<Notice> inForce(List<Notice> verified) {
        return verified.stream()
                .filter(notice -> verified.stream()
                        .noneMatch(other -> other.isSameSeries(notice) && other.number() > notice.number()))
                .toList();
    }

    private static Map<String, TrustedKey> known(KeyRing pinned, List<Notice> verified, List<Notice> inForce) {
        Map<String, TrustedKey> known = new LinkedHashMap<>();
        pinned.keys().forEach(key -> known.put(key.kid(), key));
        // Whose a key is, is settled by who named it first, be that announcement still in force or not
        Map<String, String> owners = new HashMap<>();
        for (TrustedKey key : keys(pinned.keys(), verified)) {
            owners.putIfAbsent(key.kid(), key.vendor());
        }
        for (TrustedKey key : keys(List.of(), inForce)) {
            if (key.vendor().equals(owners.get(key.kid()))) {
                known.merge(key.kid(), key, (before, again) -> narrowed(before, again.until()));
            }
        }
        for (TrustedKey key : keys(List.of(), verified)) {
            if (key.vendor().equals(owners.get(key.kid()))) {
                known.putIfAbsent(key.kid(), key);
            }
        }
        return known;
    }

    private static List<TrustedKey> keys(Collection<TrustedKey> first, List<Notice> notices) {
        return Stream.concat(first.stream(), notices.stream().flatMap(notice -> notice.keys().stream()))
                .toList();
    }

    private static TrustedKey narrowed(TrustedKey key, Optional<Instant> until) {
        boolean earlier = until.isPresent()
                && key.until().map(until.get()::isBefore).orElse(true)
                && until.get().isAfter(key.from());
        return earlier
                ? new TrustedKey(
                        key.kid(), key.vendor(), key.algorithm(), key.publicKey(), key.purposes(), key.from(), until)
                : key;
    }

    private static Set<String> revokedKeys(
            Map<String, TrustedKey> known, KeyRing pinned, List<Notice> inForce, Collection<Notice> taken) {
        Set<String> revoked = new HashSet<>();
        for (Notice notice : taken) {
            for (String kid : notice.revokedKeys()) {
                TrustedKey key = known.get(kid);
                boolean own = key != null && key.vendor().equals(notice.vendor());
                boolean protectedFromLists =
                        key != null && key.purposes().contains(Purpose.KEYS) && notice.purpose() == Purpose.REVOCATION;
                if (own && !protectedFromLists) {
                    revoked.add(kid);
                }
            }
        }
        Set<String> vouched = vouched(pinned, inForce, revoked);
        known.keySet().stream().filter(kid -> !vouched.contains(kid)).forEach(revoked::add);
        return Set.copyOf(revoked);
    }

    /** The keys to which a chain of announcements leads from a pinned one, no link of which is revoked. */
    private static Set<String> vouched(KeyRing pinned, List<Notice> inForce, Set<String> revoked) {
        Set<String> vouched =
                pinned.keys().stream().map(TrustedKey::kid).collect(Collectors.toCollection(HashSet::new));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Notice notice : inForce) {
                boolean stands =
                        notice.signers().stream().allMatch(kid -> vouched.contains(kid) && !revoked.contains(kid));
                if (stands) {
                    for (TrustedKey key : notice.keys()) {
                        grown |= vouched.add(key.kid());
                    }
                }
            }
        }
        return vouched;
    }
}
