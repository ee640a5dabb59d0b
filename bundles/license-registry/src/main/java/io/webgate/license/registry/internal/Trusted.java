// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which keys count and what is revoked: what the distribution pins, and what its vendors have stated since (R11, R12).
 * Pure and immutable.
 *
 * <ul>
 *   <li>A vendor speaks for itself alone: its statements reach none of another vendor's keys and licences.
 *   <li>An announced key that is pinned or announced already may be given an earlier end, never a later one or another
 *       purpose.
 *   <li>A revoked key's signatures are worth nothing, whatever it signed and when; keys that it announced go with it:
 *       from a pinned key an unbroken chain must lead to each that counts. What it revoked stays revoked: a restriction is not undone by finding out who else could have made it.
 *   <li>A revocation list may name every key but those that announce keys: else whoever steals the one could take the
 *       other from its vendor. These are revoked by an announcement, or by a new distribution.
 * </ul>
 */
final class Trusted {

    private final KeyRing pinned;
    private final List<Notice> notices;
    private final Map<String, TrustedKey> known;
    private final Set<String> revokedKeys;
    private final Set<Identity> revokedLicenses;

    private Trusted(KeyRing pinned, List<Notice> notices) {
        this.pinned = pinned;
        this.notices = List.copyOf(notices);
        this.known = known(pinned, notices);
        this.revokedKeys = revokedKeys(known, pinned, notices);
        this.revokedLicenses = notices.stream()
                .flatMap(notice -> notice.licenses().stream().map(id -> new Identity(notice.vendor(), id)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a distribution trusts before anybody has stated anything. */
    static Trusted pinned(KeyRing pinned) {
        return new Trusted(pinned, List.of());
    }

    /** With a statement that was verified; of its series it replaces what came before. */
    Trusted with(Notice notice) {
        List<Notice> next = new ArrayList<>(
                notices.stream().filter(other -> !other.isSameSeries(notice)).toList());
        next.add(notice);
        return new Trusted(pinned, next);
    }

    /** The statements in force, in the order in which they were accepted. */
    List<Notice> notices() {
        return notices;
    }

    /** The statement that is in force of a series. */
    Optional<Notice> ofSeries(Notice notice) {
        return notices.stream().filter(notice::isSameSeries).findFirst();
    }

    /** Every key that is known, revoked ones too: a document signed with one is told from a forged one. */
    KeyRing documentKeys() {
        return KeyRing.of(known.values());
    }

    /** The keys that may state anything new. */
    KeyRing countingKeys() {
        return KeyRing.of(known.values().stream()
                .filter(key -> !revokedKeys.contains(key.kid()))
                .toList());
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

    private static Map<String, TrustedKey> known(KeyRing pinned, List<Notice> notices) {
        Map<String, TrustedKey> known = new LinkedHashMap<>();
        pinned.keys().forEach(key -> known.put(key.kid(), key));
        for (Notice notice : notices) {
            for (TrustedKey key : notice.keys()) {
                TrustedKey before = known.get(key.kid());
                if (before == null) {
                    known.put(key.kid(), key);
                } else if (before.vendor().equals(key.vendor())) {
                    known.put(key.kid(), narrowed(before, key.until()));
                }
            }
        }
        return known;
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

    private static Set<String> revokedKeys(Map<String, TrustedKey> known, KeyRing pinned, List<Notice> notices) {
        Set<String> revoked = new HashSet<>();
        for (Notice notice : notices) {
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
        Set<String> vouched = vouched(known, pinned, notices, revoked);
        known.keySet().stream().filter(kid -> !vouched.contains(kid)).forEach(revoked::add);
        return Set.copyOf(revoked);
    }

    /** The keys to which a chain of announcements leads from a pinned one, no link of which is revoked. */
    private static Set<String> vouched(
            Map<String, TrustedKey> known, KeyRing pinned, List<Notice> notices, Set<String> revoked) {
        Set<String> vouched =
                pinned.keys().stream().map(TrustedKey::kid).collect(Collectors.toCollection(HashSet::new));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Notice notice : notices) {
                boolean stands = notice.signers().stream()
                        .allMatch(kid -> vouched.contains(kid) && known.containsKey(kid) && !revoked.contains(kid));
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
