// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rotation, retirement and revocation of keys: the cases of the update framework that apply here (R11, R12, T25). */
class TrustedTest {

    private static final Instant EARLIER = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2028-03-01T00:00:00Z");
    private static final LicenseId ONE = new LicenseId("ACME-1");

    private static final Vendor ACME = new Vendor("ACME");
    private static final Vendor NEXT = ACME.withNewKeys();
    private static final Vendor THIRD = ACME.withNewKeys();
    private static final Vendor EVIL = new Vendor("EVIL");

    private final Trusted pinned = Trusted.pinned(ring(ACME, EVIL));

    private static KeyRing ring(Vendor... vendors) {
        return KeyRing.of(Stream.of(vendors)
                .flatMap(vendor -> vendor.ring().keys().stream())
                .toList());
    }

    /** Taken as the registry does: verified by keys that count. */
    private static Trusted take(Trusted trusted, Purpose purpose, byte[] file) {
        Statements.Preview preview = Statements.preview(file, purpose, trusted);
        assertThat(preview.answer().outcome())
                .as(preview.answer().text().english())
                .isEqualTo(Statements.Outcome.TAKEN);
        return preview.then();
    }

    private static Statements.Outcome outcome(Trusted trusted, Purpose purpose, byte[] file) {
        return Statements.preview(file, purpose, trusted).answer().outcome();
    }

    private static Trusted keys(Trusted trusted, byte[] file) {
        return take(trusted, Purpose.KEYS, file);
    }

    private static Trusted list(Trusted trusted, byte[] file) {
        return take(trusted, Purpose.REVOCATION, file);
    }

    private static boolean knows(Trusted trusted, Vendor vendor, Purpose purpose) {
        return vendor.kids(purpose).stream()
                .allMatch(kid -> trusted.documentKeys().key(kid).isPresent());
    }

    private static boolean counts(Trusted trusted, Vendor vendor, Purpose purpose) {
        return vendor.kids(purpose).stream()
                .allMatch(kid -> trusted.countingKeys().key(kid).isPresent());
    }

    private static TrustedKey first(Trusted trusted, Vendor vendor, Purpose purpose) {
        return trusted.documentKeys().key(vendor.kids(purpose).get(0)).orElseThrow();
    }

    @Test
    void anAnnouncedKeyCountsForItsPurposeOnly() {
        Trusted then = keys(pinned, ACME.announce(1, NEXT.keys(Purpose.LICENSE, Optional.empty()), Set.of()));

        assertThat(counts(then, NEXT, Purpose.LICENSE)).isTrue();
        assertThat(knows(then, NEXT, Purpose.REVOCATION)).isFalse();
        assertThat(first(then, NEXT, Purpose.LICENSE).purposes()).containsExactly(Purpose.LICENSE);
        assertThat(counts(then, ACME, Purpose.LICENSE)).as("overlap").isTrue();
    }

    @Test
    void aKeyThatAnnouncesKeysCanBeReplacedAndRetired() {
        List<TrustedKey> announced = new ArrayList<>(NEXT.keys(Purpose.KEYS, Optional.empty()));
        announced.addAll(ACME.keys(Purpose.KEYS, Optional.of(Instant.parse("2026-07-01T00:00:00Z"))));
        Trusted second = keys(pinned, ACME.announce(1, announced, Set.of()));
        Trusted third = keys(second, NEXT.announce(1, THIRD.keys(Purpose.LICENSE, Optional.empty()), Set.of()));

        assertThat(counts(third, THIRD, Purpose.LICENSE)).isTrue();
        assertThat(first(third, ACME, Purpose.KEYS).counts(Instant.parse("2026-07-01T00:00:00Z")))
                .as("the old one has nothing new to say")
                .isFalse();
    }

    @Test
    void whoeverRevokesItsOwnRootTakesEverythingAlong() {
        Trusted second = keys(pinned, ACME.announce(1, NEXT.keys(Purpose.KEYS, Optional.empty()), Set.of()));
        List<TrustedKey> own = new ArrayList<>(NEXT.keys(Purpose.KEYS, Optional.empty()));
        own.addAll(THIRD.keys(Purpose.LICENSE, Optional.empty()));
        Trusted third = keys(second, NEXT.announce(1, own, ACME.kids(Purpose.KEYS)));

        assertThat(counts(third, ACME, Purpose.KEYS)).isFalse();
        assertThat(counts(third, NEXT, Purpose.KEYS))
                .as("nobody vouches for itself")
                .isFalse();
        assertThat(counts(third, THIRD, Purpose.LICENSE)).isFalse();
        assertThat(counts(third, ACME, Purpose.LICENSE)).as("pinned").isTrue();
    }

    @Test
    void whatOnlyARevokedKeyAnnouncedGoesWithIt() {
        Trusted second = keys(pinned, ACME.announce(1, NEXT.keys(Purpose.KEYS, Optional.empty()), Set.of()));
        Trusted third =
                keys(second, NEXT.announce(1, THIRD.keys(Purpose.LICENSE, Optional.empty()), Set.of("nothing")));
        assertThat(counts(third, THIRD, Purpose.LICENSE)).isTrue();

        Trusted fourth =
                keys(third, ACME.announce(2, NEXT.keys(Purpose.KEYS, Optional.empty()), NEXT.kids(Purpose.KEYS)));

        assertThat(counts(fourth, THIRD, Purpose.LICENSE)).isFalse();
        assertThat(knows(fourth, THIRD, Purpose.LICENSE))
                .as("told from a forged one")
                .isTrue();
    }

    @Test
    void anEndOfAPinnedKeyMayComeEarlierAndNeverLater() {
        Trusted retired = keys(pinned, ACME.announce(1, ACME.keys(Purpose.LICENSE, Optional.of(EARLIER)), Set.of()));
        assertThat(first(retired, ACME, Purpose.LICENSE).until()).contains(EARLIER);

        Trusted longer = keys(
                keys(retired, ACME.announce(2, ACME.keys(Purpose.LICENSE, Optional.of(EARLIER)), Set.of())),
                ACME.announce(3, ACME.keys(Purpose.LICENSE, Optional.of(LATER)), Set.of()));
        // Of one series the newest word alone holds: a vendor may correct itself, up to what is pinned
        assertThat(first(longer, ACME, Purpose.LICENSE).until()).contains(LATER);
    }

    @Test
    void aKeyIsNeverGivenAnotherPurpose() {
        TrustedKey license = ACME.keys(Purpose.LICENSE, Optional.empty()).get(0);
        TrustedKey claimed = new TrustedKey(
                license.kid(),
                license.vendor(),
                license.algorithm(),
                license.publicKey(),
                Set.of(Purpose.KEYS),
                license.from(),
                Optional.empty());
        Trusted then = keys(pinned, ACME.announce(1, List.of(claimed), Set.of()));

        assertThat(first(then, ACME, Purpose.LICENSE).purposes()).containsExactly(Purpose.LICENSE);
    }

    @Test
    void aVendorReachesNothingOfAnother_R12() {
        Trusted then = list(
                keys(pinned, EVIL.announce(1, List.of(), ACME.kids(Purpose.LICENSE))),
                EVIL.revoke(1, List.of(ONE), ACME.kids(Purpose.REVOCATION)));

        assertThat(counts(then, ACME, Purpose.LICENSE)).isTrue();
        assertThat(counts(then, ACME, Purpose.REVOCATION)).isTrue();
        assertThat(then.isRevoked(Sample.license("ACME-1").make())).isFalse();
        assertThat(then.isRevoked(Sample.license("ACME-1").vendor("EVIL").make()))
                .isTrue();
    }

    @Test
    void aListRevokesKeysButNotThoseThatAnnounceKeys() {
        List<String> both = new ArrayList<>(ACME.kids(Purpose.LICENSE));
        both.addAll(ACME.kids(Purpose.KEYS));
        Trusted then = list(pinned, ACME.revoke(1, List.of(), both));

        assertThat(counts(then, ACME, Purpose.LICENSE)).isFalse();
        assertThat(counts(then, ACME, Purpose.KEYS)).isTrue();
    }

    @Test
    void aStolenKeyThatUsedUpTheNumbersDoesNotSilenceItsVendor() {
        Trusted stolen = list(pinned, ACME.revoke(Long.MAX_VALUE, List.of(), Set.of()));
        assertThat(outcome(stolen, Purpose.REVOCATION, ACME.revoke(5, List.of(ONE), Set.of())))
                .isEqualTo(Statements.Outcome.OLDER);

        Trusted healed = keys(
                stolen,
                ACME.announce(1, NEXT.keys(Purpose.REVOCATION, Optional.empty()), ACME.kids(Purpose.REVOCATION)));
        Trusted revoked = list(healed, NEXT.revoke(1, List.of(ONE), Set.of()));

        assertThat(revoked.isRevoked(Sample.license("ACME-1").make())).isTrue();
        assertThat(outcome(revoked, Purpose.REVOCATION, ACME.revoke(Long.MAX_VALUE, List.of(), Set.of("x"))))
                .isEqualTo(Statements.Outcome.DAMAGED);
    }

    @Test
    void whatNobodyVouchesForKeepsNoListFromBeingInForce_R11_R12() {
        List<TrustedKey> forged = new ArrayList<>();
        for (int at = 0; at < 2; at++) {
            TrustedKey theirs = EVIL.keys(Purpose.REVOCATION, Optional.empty()).get(at);
            forged.add(new TrustedKey(
                    ACME.kids(Purpose.REVOCATION).get(at),
                    "ACME",
                    theirs.algorithm(),
                    theirs.publicKey(),
                    Set.of(Purpose.REVOCATION),
                    Instant.MIN,
                    Optional.empty()));
        }
        Trusted silenced = pinned.with(new Notice(
                Purpose.REVOCATION,
                "ACME",
                forged,
                Long.MAX_VALUE,
                EARLIER,
                Optional.of(LATER),
                Set.of(),
                Set.of(),
                List.of(),
                new byte[0]));

        Trusted then = list(silenced, ACME.revoke(5, List.of(ONE), Set.of()));

        assertThat(then.isRevoked(Sample.license("ACME-1").make())).isTrue();
        assertThat(then.notices()).hasSize(1);
    }

    @Test
    void ofASeriesTheHighestNumberHolds_R11() {
        Trusted seven = list(pinned, ACME.revoke(7, List.of(ONE), Set.of()));

        assertThat(outcome(seven, Purpose.REVOCATION, ACME.revoke(6, List.of(), Set.of())))
                .as("an older list")
                .isEqualTo(Statements.Outcome.OLDER);
        assertThat(outcome(seven, Purpose.REVOCATION, ACME.revoke(7, List.of(), Set.of())))
                .as("another list of the same number")
                .isEqualTo(Statements.Outcome.OLDER);
        assertThat(outcome(seven, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of())))
                .isEqualTo(Statements.Outcome.KNOWN);
        Trusted eight = list(seven, ACME.revoke(8, List.of(), Set.of()));
        assertThat(eight.isRevoked(Sample.license("ACME-1").make()))
                .as("a list holds everything that is revoked")
                .isFalse();
    }

    @Test
    void aListIsOverdueFromItsNextUpdateOn_T29() {
        Trusted then = list(pinned, ACME.revoke(1, List.of(), Set.of()));
        Instant due = Instant.parse("2026-07-01T00:00:00Z");

        assertThat(pinned.overdue(LATER)).as("nobody promised one").isEmpty();
        assertThat(then.overdue(due.minusSeconds(1))).isEmpty();
        assertThat(then.overdue(due)).containsOnlyKeys("ACME");
    }

    @Test
    void aStatementOfTheWrongKindOrByTheWrongKeyIsRefused_T23() {
        assertThatThrownBy(() ->
                        Notice.read(ACME.announce(1, List.of(), Set.of()), Purpose.REVOCATION, pinned.countingKeys()))
                .isInstanceOf(LicenseFormatException.class);
        assertThat(outcome(pinned, Purpose.KEYS, NEXT.announce(1, List.of(), Set.of())))
                .isEqualTo(Statements.Outcome.DAMAGED);
    }
}
