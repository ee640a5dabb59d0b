// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Advice;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Stores;
import io.webgate.store.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a vendor's statements outlives a restart, an upgrade and the keys that they were signed with (R11, R12). */
class StatementsTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final LicenseId ONE = new LicenseId("ACME-1");

    private static final Vendor ACME = new Vendor("ACME");
    private static final Vendor NEXT = ACME.withNewKeys();
    private static final Vendor THIRD = ACME.withNewKeys();

    private OpenStore store;
    private StoredRecords records;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        store = Stores.embedded(directory.resolve("webgate.db"), new SteppedTime(NOW.toString()));
        records = new StoredRecords(store);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    /** What a host trusts that pins the keys of this one. */
    private Statements loaded(Vendor pinned) throws StoreException {
        records.migrate();
        Statements statements = new Statements(pinned.ring(), records);
        statements.load();
        return statements;
    }

    private static void take(Statements statements, Purpose purpose, byte[] file) {
        assertThat(statements.take(file, purpose, NOW).outcome()).isEqualTo(Statements.Outcome.TAKEN);
    }

    private static boolean revokes(Statements statements, LicenseId id) {
        return statements.trusted().isRevoked(Sample.license(id.value()).make());
    }

    private static boolean counts(Statements statements, Vendor vendor, Purpose purpose) {
        return vendor.kids(purpose).stream()
                .allMatch(kid -> statements.trusted().countingKeys().key(kid).isPresent());
    }

    /** As a version has left it that kept no keys beside a statement. */
    private void leftByAnEarlierVersion(Purpose purpose, Vendor signer, long number, byte[] file)
            throws StoreException {
        store.migrate(StoredRecords.AREA, StoredRecords.MIGRATIONS.subList(0, 4));
        store.write(connection -> Sql.update(
                connection,
                "INSERT INTO license_statement (purpose, signer, number, position, file, at_ms) VALUES (?, ?, ?,"
                        + " (SELECT COALESCE(MAX(position), 0) + 1 FROM license_statement), ?, ?)",
                purpose.name(),
                String.join(" ", signer.kids(purpose)),
                number,
                new String(file, StandardCharsets.US_ASCII),
                NOW.toEpochMilli()));
    }

    private static List<Advice> advice(Statements statements) {
        Snapshot nothing = Snapshot.NOTHING_YET;
        return Advising.of(
                new Snapshot(
                        nothing.limits(),
                        true,
                        nothing.licenses(),
                        nothing.missing(),
                        nothing.foresight(),
                        statements.trusted(),
                        List.of()),
                NOW,
                (key, demanded) -> {
                    throw new AssertionError("Nothing here is bound to a machine");
                },
                Set.of(),
                Optional.empty());
    }

    @Test
    void ofListsTheNewestIsKeptAndEveryAnnouncement_R11_R12() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(1, List.of(), Set.of()));
        take(statements, Purpose.KEYS, ACME.announce(1, NEXT.keys(Purpose.LICENSE, Optional.empty()), Set.of()));
        take(statements, Purpose.REVOCATION, ACME.revoke(2, List.of(ONE), Set.of()));
        take(statements, Purpose.KEYS, ACME.announce(2, THIRD.keys(Purpose.LICENSE, Optional.empty()), Set.of()));

        assertThat(records.statements())
                .extracting(statement -> statement.purpose() + " " + statement.number())
                .containsExactlyInAnyOrder("REVOCATION 2", "KEYS 1", "KEYS 2");
        for (Statements each : List.of(statements, loaded(ACME))) {
            assertThat(each.trusted().notices()).hasSize(2);
            assertThat(counts(each, THIRD, Purpose.LICENSE)).isTrue();
            assertThat(counts(each, NEXT, Purpose.LICENSE))
                    .as("nobody vouches for it any more")
                    .isFalse();
            assertThat(NEXT.kids(Purpose.LICENSE))
                    .as("told from a forger's")
                    .allMatch(kid -> each.trusted().documentKeys().key(kid).isPresent())
                    .allMatch(each.trusted()::isRevoked);
        }
    }

    @Test
    void whatAReplacedAnnouncementRevokedStaysRevoked_R12() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.KEYS, ACME.announce(1, List.of(), ACME.kids(Purpose.LICENSE)));
        take(statements, Purpose.KEYS, ACME.announce(2, List.of(), Set.of()));

        assertThat(counts(statements, ACME, Purpose.LICENSE)).isFalse();
        assertThat(counts(loaded(ACME), ACME, Purpose.LICENSE)).isFalse();
    }

    @Test
    void whatIsSignedWithKeysThatNobodyKnowsAnyMoreRevokesAndGivesNothing_R11_R12() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        List<TrustedKey> keys = new ArrayList<>(THIRD.keys(Purpose.LICENSE, Optional.empty()));
        keys.addAll(NEXT.keys(Purpose.TOKEN, Optional.of(Instant.parse("2026-03-01T00:00:00Z"))));
        take(statements, Purpose.KEYS, ACME.announce(3, keys, NEXT.kids(Purpose.LICENSE)));

        Statements other = loaded(NEXT); // another distribution

        assertThat(revokes(other, ONE)).isTrue();
        assertThat(counts(other, NEXT, Purpose.LICENSE)).isFalse();
        assertThat(counts(other, NEXT, Purpose.REVOCATION)).isTrue();
        assertThat(counts(other, THIRD, Purpose.LICENSE)).isFalse();
        assertThat(other.trusted().documentKeys().keys())
                .as("gives no end to a key, and names none")
                .containsExactlyInAnyOrderElementsOf(NEXT.ring().keys());
        assertThat(other.trusted().notices()).isEmpty();
        assertThat(other.trusted().lost()).isEmpty();
        assertThat(revokes(loaded(ACME), ONE)).as("and the old one again").isTrue();
    }

    @Test
    void anotherVendorsLicencesAreOutOfReachThenToo_R12() throws Exception {
        Statements statements = loaded(Vendor.EVIL);
        take(statements, Purpose.REVOCATION, Vendor.EVIL.revoke(7, List.of(ONE), ACME.kids(Purpose.LICENSE)));

        Statements other = loaded(ACME);

        assertThat(revokes(other, ONE)).isFalse();
        assertThat(counts(other, ACME, Purpose.LICENSE)).isTrue();
    }

    @Test
    void statementsOfAnEarlierVersionGetTheirKeysBesideThem_R11() throws Exception {
        leftByAnEarlierVersion(
                Purpose.KEYS, ACME, 1, ACME.announce(1, NEXT.keys(Purpose.REVOCATION, Optional.empty()), Set.of()));
        leftByAnEarlierVersion(Purpose.REVOCATION, NEXT, 2, NEXT.revoke(2, List.of(ONE), Set.of()));

        assertThat(revokes(loaded(ACME), ONE)).isTrue();

        assertThat(records.statements()).allSatisfy(statement -> {
            assertThat(statement.by()).extracting(TrustedKey::kid).isEqualTo(statement.signers());
            assertThat(statement.at()).isEqualTo(NOW);
        });
        assertThat(revokes(loaded(THIRD), ONE)).as("whatever is pinned next").isTrue();
    }

    @Test
    void whatCannotBeVerifiedAtAllIsToldOfUntilItIsMadeGood_R11_R102() throws Exception {
        leftByAnEarlierVersion(Purpose.REVOCATION, NEXT, 5, NEXT.revoke(5, List.of(ONE), Set.of()));
        loaded(ACME);

        Statements statements = loaded(ACME);

        assertThat(revokes(statements, ONE)).isFalse();
        assertThat(advice(statements)).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Advice.Kind.STATEMENT_LOST);
            assertThat(one.kind().code()).isEqualTo("statement-lost");
            assertThat(one.urgent()).isTrue();
            assertThat(one.text().english())
                    .contains("Revocation list 5", NEXT.kids(Purpose.REVOCATION).get(0), "2026-06-15");
            assertThat(one.text().russian()).contains("№ 5", "15.06.2026", "установите");
        });
        take(statements, Purpose.REVOCATION, ACME.revoke(4, List.of(), Set.of()));
        assertThat(statements.trusted().lost()).as("an older one").hasSize(1);
        take(statements, Purpose.REVOCATION, ACME.revoke(6, List.of(ONE), Set.of()));
        assertThat(statements.trusted().lost()).isEmpty();
        assertThat(loaded(ACME).trusted().lost()).isEmpty();
    }

    @Test
    void whatIsLostIsNotMadeGoodByAnotherVendor_R11_R102() throws Exception {
        leftByAnEarlierVersion(Purpose.REVOCATION, NEXT, 5, NEXT.revoke(5, List.of(ONE), Set.of()));
        records.migrate();
        List<TrustedKey> both = new ArrayList<>(ACME.ring().keys());
        both.addAll(Vendor.EVIL.ring().keys());
        Statements statements = new Statements(KeyRing.of(both), records);
        statements.load();

        take(statements, Purpose.REVOCATION, Vendor.EVIL.revoke(9, List.of(), Set.of()));
        assertThat(statements.trusted().lost()).hasSize(1);

        take(statements, Purpose.REVOCATION, ACME.revoke(5, List.of(ONE), Set.of()));
        assertThat(statements.trusted().lost()).isEmpty();
    }

    @Test
    void whatCouldNotBeVerifiedIsReadAgainWhenItsKeyIsAnnounced_R11_R12() throws Exception {
        leftByAnEarlierVersion(Purpose.REVOCATION, NEXT, 5, NEXT.revoke(5, List.of(ONE), Set.of()));
        Statements statements = loaded(ACME);
        assertThat(revokes(statements, ONE)).isFalse();

        take(statements, Purpose.KEYS, ACME.announce(1, NEXT.keys(Purpose.REVOCATION, Optional.empty()), Set.of()));

        assertThat(revokes(statements, ONE)).isTrue();
        assertThat(statements.trusted().lost()).isEmpty();
        assertThat(statements
                        .take(NEXT.revoke(4, List.of(), Set.of()), Purpose.REVOCATION, NOW)
                        .outcome())
                .as("the highest number seen is remembered")
                .isEqualTo(Statements.Outcome.OLDER);
        assertThat(revokes(loaded(ACME), ONE)).isTrue();
    }

    @Test
    void aStatementThatWasChangedInTheStoreIsToldOf_R11() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        byte[] other = ACME.revoke(7, List.of(), Set.of());
        other[other.length - 10] = (byte) (other[other.length - 10] == 'A' ? 'B' : 'A');
        store.write(connection -> Sql.update(
                connection,
                "UPDATE license_vendor_statement SET file = ?",
                new String(other, StandardCharsets.US_ASCII)));

        Statements read = loaded(ACME);

        assertThat(advice(read))
                .singleElement()
                .satisfies(one -> assertThat(one.text().english()).contains("of ACME"));
        take(read, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        assertThat(advice(read)).isEmpty();
        Statements again = loaded(ACME);
        assertThat(revokes(again, ONE)).isTrue();
        assertThat(advice(again)).isEmpty();
    }

    @Test
    void keysBesideAStatementThatMakeNoSenseHideNothing_R11() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        for (String keys : List.of("", "!", "AAAA AAAA", "AAAA")) {
            store.write(
                    connection -> Sql.update(connection, "UPDATE license_vendor_statement SET signer_keys = ?", keys));
            assertThat(revokes(loaded(ACME), ONE))
                    .as("with “%s” beside it", keys)
                    .isTrue();
        }
    }

    /** As who can write to the store may do: a list of a stranger's, under the names of the vendor's keys. */
    @Test
    void keysBesideAStatementThatAreNotThoseOfItsNamesAreNone_R11_R12() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        String theirs = String.join(
                " ",
                THIRD.keys(Purpose.REVOCATION, Optional.empty()).stream()
                        .map(key -> Base64.getEncoder().encodeToString(key.publicKey()))
                        .toList());
        store.write(
                connection -> Sql.update(connection, "UPDATE license_vendor_statement SET signer_keys = ?", theirs));

        assertThat(records.statements()).singleElement().satisfies(one -> assertThat(one.by())
                .isEmpty());
        assertThat(revokes(loaded(ACME), ONE)).isTrue();
    }

    @Test
    void aRowThatNamesOneKeyTwiceIsLostAndNothingElseIs_R11() throws Exception {
        Statements statements = loaded(ACME);
        take(statements, Purpose.REVOCATION, ACME.revoke(7, List.of(ONE), Set.of()));
        TrustedKey one = ACME.keys(Purpose.KEYS, Optional.empty()).get(0);
        Trusted read = Trusted.of(
                ACME.ring(),
                List.of(
                        new StoredRecords.Statement(
                                9,
                                Purpose.KEYS,
                                List.of(one.kid(), one.kid()),
                                1,
                                ACME.revoke(1, List.of(), Set.of()),
                                NOW,
                                List.of(one, one)),
                        records.statements().get(0)));

        assertThat(read.lost()).hasSize(1);
        assertThat(read.isRevoked(Sample.license(ONE.value()).make())).isTrue();
    }

    @Test
    void aStrangersKeysBesideAStatementVouchForNothing_R12() throws Exception {
        loaded(ACME);
        KeyRing theirs = THIRD.ring();
        byte[] file = THIRD.announce(9, NEXT.keys(Purpose.LICENSE, Optional.empty()), Set.of());
        records.save(Notice.read(file, Purpose.KEYS, theirs), NOW); // as who can write to the store may do

        Statements read = loaded(ACME);

        assertThat(counts(read, NEXT, Purpose.LICENSE)).isFalse();
        assertThat(read.trusted().documentKeys().key(NEXT.kids(Purpose.LICENSE).get(0)))
                .isEmpty();
    }

    @Test
    void aListThatCouldNotBeWrittenDoesNotTakeThePlaceOfALaterOne_R56() throws Exception {
        records.migrate();
        Statements statements = new Statements(ACME.ring(), new StoredRecords(new OnceFull(store)));
        assertThat(statements
                        .take(ACME.revoke(1, List.of(), Set.of()), Purpose.REVOCATION, NOW)
                        .outcome())
                .isEqualTo(Statements.Outcome.NOT_WRITTEN);
        take(statements, Purpose.REVOCATION, ACME.revoke(2, List.of(ONE), Set.of()));

        statements.retry(NOW);

        assertThat(records.statements())
                .extracting(StoredRecords.Statement::number)
                .containsExactly(2L);
    }

    /** A store whose first write finds no room. */
    private static final class OnceFull implements Store {

        private final Store store;
        private boolean failed;

        OnceFull(Store store) {
            this.store = store;
        }

        @Override
        public void migrate(String area, List<Migration> migrations) throws StoreException {
            store.migrate(area, migrations);
        }

        @Override
        public <T> T read(Work<T> work) throws StoreException {
            return store.read(work);
        }

        @Override
        public <T> T write(Work<T> work) throws StoreException {
            if (!failed) {
                failed = true;
                throw new StoreException(StoreException.Kind.FULL, "No space left on device");
            }
            return store.write(work);
        }

        @Override
        public <T> CompletionStage<T> submit(Work<T> work) {
            return store.submit(work);
        }

        @Override
        public StoreState state() {
            return store.state();
        }
    }
}
