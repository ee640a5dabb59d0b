// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Account;
import io.webgate.access.Act;
import io.webgate.access.NewSession;
import io.webgate.access.Origin;
import io.webgate.access.TotpEnrolment;
import io.webgate.access.WebSession;
import io.webgate.gate.http.Role;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Stores;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** T47, and what the pages promise of accounts. */
final class StoredAccountsTest {

    private static final Origin LOCAL = new Origin("127.0.0.1", true);
    private static final Origin FAR = new Origin("192.0.2.1", false);
    private static final String GOOD = "three chairs in autumn";
    private static final String OTHER = "two lamps in winter";

    private final SteppedTime time = new SteppedTime();
    private final Secrets secrets = new Secrets(new SecureRandom());

    private Path folder;
    private OpenStore store;
    private StoredAccounts accounts;

    @BeforeEach
    void open(@TempDir Path fresh) throws Exception {
        folder = fresh;
        store = Stores.embedded(folder.resolve("db/webgate.db"), time);
        accounts = again();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstAccountIsMadeWithTheTokenInTheFileOfItsOwner() throws Exception {
        Path file = folder.resolve("first-run-token");
        String token = Files.readString(file).strip();
        assertThat(token).matches("wgf_[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(accounts.isSetUp()).isFalse();

        assertThat(fault(() -> accounts.setUp("wgf_" + "x".repeat(43), "anna", GOOD, LOCAL, "")))
                .isEqualTo(Fault.TOKEN_WRONG);
        assertThat(fault(() -> accounts.setUp(token, "anna", GOOD, FAR, ""))).isEqualTo(Fault.NOT_LOCAL);
        assertThat(fault(() -> accounts.setUp(token, "anna", "short", LOCAL, "")))
                .isEqualTo(Fault.PASSWORD_UNFIT);
        assertThat(accounts.isSetUp()).isFalse();

        NewSession session = accounts.setUp(token + "\n", "Anna", GOOD, LOCAL, "");
        assertThat(session.session().login()).isEqualTo("anna");
        assertThat(session.session().role()).isEqualTo(Role.ADMIN);
        assertThat(accounts.isSetUp()).isTrue();
        assertThat(file).doesNotExist();
        assertThat(fault(() -> accounts.setUp(token, "boris", OTHER, LOCAL, "")))
                .isEqualTo(Fault.ALREADY_SET_UP);
    }

    @Test
    void settingUpGoesOnAfterARestart() throws Exception {
        String token = token();
        accounts = again();
        assertThat(token()).isEqualTo(token);
        accounts.setUp(token, "anna", GOOD, LOCAL, "");
        accounts = again();
        assertThat(accounts.isSetUp()).isTrue();
        assertThat(folder.resolve("first-run-token")).doesNotExist();
    }

    @Test
    void ofTwoThatSetUpAtTheSameTimeOneWins() throws Exception {
        String token = token();
        List<CompletableFuture<Boolean>> both = IntStream.range(0, 2)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                    try {
                        accounts.setUp(token, "person" + number, GOOD, LOCAL, "");
                        return true;
                    } catch (AccessException refused) {
                        if (refused.fault() != Fault.ALREADY_SET_UP) {
                            throw new CompletionException(refused);
                        }
                        return false;
                    }
                }))
                .toList();
        assertThat(both.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(accounts.accounts()).hasSize(1);
    }

    @Test
    void signingInGivesAFreshUnguessableSessionEachTime() throws Exception {
        setUp();
        Set<String> all = new HashSet<>();
        for (int count = 0; count < 5; count++) {
            NewSession session = accounts.signIn("ANNA", GOOD, "", FAR, "Firefox");
            assertThat(session.secret()).matches("[A-Za-z0-9_-]{43}");
            assertThat(session.session().formToken())
                    .matches("[A-Za-z0-9_-]{43}")
                    .isNotEqualTo(session.secret());
            all.add(session.secret());
        }
        assertThat(all).hasSize(5);
        assertThat(accounts.session("made-up-by-an-attacker", true)).isEmpty();
        assertThat(accounts.session("", true)).isEmpty();
    }

    @Test
    void aSessionEndsWhenItIsNotUsed() throws Exception {
        NewSession session = setUp();
        time.pass(Duration.ofMinutes(29));
        assertThat(accounts.session(session.secret(), true)).isPresent();
        time.pass(Duration.ofMinutes(29));
        assertThat(accounts.session(session.secret(), true)).isPresent();
        time.pass(Duration.ofMinutes(30));
        assertThat(accounts.session(session.secret(), true)).isEmpty();
        time.pass(Duration.ofMinutes(-10));
        assertThat(accounts.session(session.secret(), true))
                .as("what ended stays ended")
                .isEmpty();
    }

    @Test
    void aPageThatRefreshesItselfKeepsNobodySignedIn() throws Exception {
        NewSession session = setUp();
        time.pass(Duration.ofMinutes(29));
        assertThat(accounts.session(session.secret(), false)).isPresent();
        time.pass(Duration.ofMinutes(1));
        assertThat(accounts.session(session.secret(), true)).isEmpty();
    }

    @Test
    void aSessionEndsAfterItsLongestTimeHoweverMuchItIsUsed() throws Exception {
        NewSession session = setUp();
        for (int quarters = 0; quarters < 12 * 4 - 1; quarters++) {
            time.pass(Duration.ofMinutes(15));
            assertThat(accounts.session(session.secret(), true))
                    .as("quarter %d", quarters)
                    .isPresent();
        }
        time.pass(Duration.ofMinutes(15));
        assertThat(accounts.session(session.secret(), true)).isEmpty();
    }

    @Test
    void signedOutIsSignedOutAlsoAfterARestartAndWhileTheStoreFails() throws Exception {
        NewSession gone = setUp();
        NewSession stays = accounts.signIn("anna", GOOD, "", FAR, "");
        accounts.signOut(gone.secret());
        assertThat(accounts.session(gone.secret(), true)).isEmpty();
        assertThat(acts(10)).extracting(Act::what).contains("sign-out");

        accounts = again();
        assertThat(accounts.session(gone.secret(), true)).isEmpty();
        assertThat(accounts.session(stays.secret(), true)).isPresent();

        store.close();
        accounts.signOut(stays.secret());
        assertThat(accounts.session(stays.secret(), true)).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginAreAnsweredTheSameAndRecorded() throws Exception {
        setUp();
        AccessException wrong = refusal(() -> accounts.signIn("anna", OTHER, "", FAR, ""));
        AccessException unknown = refusal(() -> accounts.signIn("nobody", OTHER, "", FAR, ""));
        AccessException impossible = refusal(() -> accounts.signIn("no\r\nlogin", OTHER, "", FAR, ""));
        assertThat(List.of(wrong.fault(), unknown.fault(), impossible.fault())).containsOnly(Fault.SIGN_IN_FAILED);
        assertThat(List.of(unknown.getMessage(), impossible.getMessage())).containsOnly(wrong.getMessage());
        assertThat(acts(3))
                .extracting(Act::subject, Act::outcome)
                .containsExactly(
                        tuple("-", "sign-in-failed"), tuple("-", "sign-in-failed"), tuple("anna", "sign-in-failed"));
    }

    @Test
    void whoeverFailsTooOftenWaitsAndNobodyElse() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.VIEWER);
        for (int count = 0; count < 10; count++) {
            assertThat(fault(() -> accounts.signIn("nobody", "x", "", FAR, ""))).isEqualTo(Fault.SIGN_IN_FAILED);
        }
        assertThat(fault(() -> accounts.signIn("anna", GOOD, "", FAR, ""))).isEqualTo(Fault.TOO_MANY_ATTEMPTS);
        assertThat(accounts.signIn("anna", GOOD, "", LOCAL, "").session().login())
                .isEqualTo("anna");
        time.pass(Duration.ofMinutes(1));
        assertThat(accounts.signIn("anna", GOOD, "", FAR, "").session().login()).isEqualTo("anna");
    }

    @Test
    void anAccountIsGuardedAgainstGuessesFromManyAddressesForAMinute() throws Exception {
        setUp();
        for (int count = 0; count < 10; count++) {
            Origin bot = new Origin("198.51.100." + count, false);
            assertThat(fault(() -> accounts.signIn("anna", OTHER, "", bot, ""))).isEqualTo(Fault.SIGN_IN_FAILED);
        }
        assertThat(fault(() -> accounts.signIn("anna", GOOD, "", FAR, ""))).isEqualTo(Fault.TOO_MANY_ATTEMPTS);
        time.pass(Duration.ofMinutes(1));
        assertThat(accounts.signIn("anna", GOOD, "", FAR, "").session().login()).isEqualTo("anna");
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() throws Exception {
        NewSession mine = setUp();
        NewSession stolen = accounts.signIn("anna", GOOD, "", FAR, "");
        assertThat(fault(() -> accounts.changePassword(
                        "anna", OTHER, OTHER, mine.session().id(), LOCAL)))
                .isEqualTo(Fault.SIGN_IN_FAILED);
        accounts.changePassword("anna", GOOD, OTHER, mine.session().id(), LOCAL);
        assertThat(accounts.session(mine.secret(), true)).isPresent();
        assertThat(accounts.session(stolen.secret(), true)).isEmpty();
        assertThat(fault(() -> accounts.signIn("anna", GOOD, "", FAR, ""))).isEqualTo(Fault.SIGN_IN_FAILED);
        assertThat(accounts.signIn("anna", OTHER, "", FAR, "").session().login())
                .isEqualTo("anna");
    }

    @Test
    void anotherRoleHoldsAtOnceAndARemovedAccountIsSignedOut() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.OPERATOR);
        NewSession session = accounts.signIn("boris", OTHER, "", FAR, "");
        accounts.changeRole("anna", "boris", Role.VIEWER);
        assertThat(accounts.session(session.secret(), true).map(WebSession::role))
                .contains(Role.VIEWER);
        assertThat(accounts.remove("anna", "boris")).isTrue();
        assertThat(accounts.session(session.secret(), true)).isEmpty();
        assertThat(accounts.remove("anna", "boris")).isFalse();
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.OPERATOR);
        assertThat(fault(() -> accounts.remove("anna", "anna"))).isEqualTo(Fault.LAST_ADMINISTRATOR);
        assertThat(fault(() -> accounts.changeRole("anna", "anna", Role.VIEWER)))
                .isEqualTo(Fault.LAST_ADMINISTRATOR);
        accounts.changeRole("anna", "boris", Role.ADMIN);
        accounts.changeRole("anna", "anna", Role.VIEWER);
        assertThat(accounts.accounts())
                .extracting(Account::login, Account::role)
                .containsExactly(tuple("anna", Role.VIEWER), tuple("boris", Role.ADMIN));
    }

    @Test
    void theSecondFactorIsAskedForAndEachOfItsCodesWorksOnce() throws Exception {
        setUp();
        TotpEnrolment enrolment = accounts.beginSecondFactor("anna");
        assertThat(enrolment.uri()).startsWith("otpauth://totp/").contains(enrolment.secret());
        assertThat(fault(() -> accounts.confirmSecondFactor("anna", "000000", LOCAL)))
                .isEqualTo(Fault.SIGN_IN_FAILED);
        assertThat(accounts.signIn("anna", GOOD, "", FAR, "").session().login()).isEqualTo("anna");
        List<String> recovery = accounts.confirmSecondFactor("anna", digits(enrolment), LOCAL);
        assertThat(recovery).hasSize(8).doesNotHaveDuplicates();

        assertThat(fault(() -> accounts.signIn("anna", GOOD, "", FAR, ""))).isEqualTo(Fault.SECOND_FACTOR_NEEDED);
        assertThat(fault(() -> accounts.signIn("anna", OTHER, digits(enrolment), FAR, "")))
                .isEqualTo(Fault.SIGN_IN_FAILED);
        assertThat(fault(() -> accounts.signIn("anna", GOOD, digits(enrolment), FAR, "")))
                .as("used when it was confirmed")
                .isEqualTo(Fault.SIGN_IN_FAILED);
        time.pass(Duration.ofSeconds(30));
        String now = digits(enrolment);
        accounts.signIn("anna", GOOD, now.substring(0, 3) + " " + now.substring(3), FAR, "");
        assertThat(fault(() -> accounts.signIn("anna", GOOD, now, FAR, ""))).isEqualTo(Fault.SIGN_IN_FAILED);

        accounts.signIn("anna", GOOD, recovery.get(0).toUpperCase(java.util.Locale.ROOT), LOCAL, "");
        assertThat(fault(() -> accounts.signIn("anna", GOOD, recovery.get(0), LOCAL, "")))
                .isEqualTo(Fault.SIGN_IN_FAILED);
        assertThat(fault(() -> accounts.removeSecondFactor("anna", OTHER, LOCAL)))
                .isEqualTo(Fault.SIGN_IN_FAILED);
        accounts.removeSecondFactor("anna", GOOD, LOCAL);
        assertThat(accounts.signIn("anna", GOOD, "", LOCAL, "").session().login())
                .isEqualTo("anna");
    }

    @Test
    void anAccountHasABoundedNumberOfSessions() throws Exception {
        NewSession oldest = setUp();
        List<NewSession> all = new ArrayList<>();
        for (int count = 0; count < LiveSessions.MOST_OF_ONE; count++) {
            time.pass(Duration.ofSeconds(1));
            all.add(accounts.signIn("anna", GOOD, "", FAR, ""));
        }
        assertThat(accounts.session(oldest.secret(), true)).isEmpty();
        assertThat(all)
                .allMatch(session -> accounts.session(session.secret(), true).isPresent());
        assertThat(accounts.endSession("anna", "boris", all.get(0).session().id()))
                .isFalse();
        assertThat(accounts.endSession("anna", "anna", all.get(0).session().id()))
                .isTrue();
        assertThat(accounts.session(all.get(0).secret(), true)).isEmpty();
        assertThat(accounts.sessions("anna")).hasSize(LiveSessions.MOST_OF_ONE - 1);
    }

    @Test
    void noSecretIsInTheDatabaseNorInWords() throws Exception {
        NewSession session = setUp();
        TotpEnrolment enrolment = accounts.beginSecondFactor("anna");
        List<String> recovery = accounts.confirmSecondFactor("anna", digits(enrolment), LOCAL);
        String everything = store.read(connection -> {
            StringBuilder all = new StringBuilder();
            for (String table : List.of("access_account", "access_recovery", "access_session", "access_act")) {
                Sql.query(connection, "SELECT * FROM " + table, row -> {
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        all.append(row.getString(column)).append('\n');
                    }
                    return true;
                });
            }
            return all.toString();
        });
        assertThat(everything)
                .contains("anna", "$argon2id$")
                .doesNotContain(GOOD, session.secret(), enrolment.secret());
        assertThat(recovery).noneMatch(everything::contains);
        assertThat(session.toString() + enrolment).doesNotContain(session.secret(), enrolment.secret());
    }

    @Test
    void aBrowsersNameForgesNoLine() throws Exception {
        setUp();
        NewSession session =
                accounts.signIn("anna", GOOD, "", FAR, "Fox\r\n2026-11-22 forged\u202E" + "x".repeat(1000));
        assertThat(session.session().agent())
                .doesNotContain("\r", "\n", "\u202E")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void anUnattendedSetUpTakesThePasswordFromAFileAndNothingElse() throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, "short\n");
        Unattended.setUp(accounts, Optional.of(file.toString()));
        assertThat(accounts.isSetUp()).isFalse();
        Unattended.setUp(accounts, Optional.of(folder.resolve("missing").toString()));
        assertThat(accounts.isSetUp()).isFalse();

        Files.writeString(file, GOOD + "\nanother line\n");
        Unattended.setUp(accounts, Optional.of(file.toString()));
        assertThat(accounts.signIn("admin", GOOD, "", FAR, "").session().role()).isEqualTo(Role.ADMIN);

        Files.writeString(file, OTHER);
        Unattended.setUp(accounts, Optional.of(file.toString()));
        assertThat(fault(() -> accounts.signIn("admin", OTHER, "", FAR, ""))).isEqualTo(Fault.SIGN_IN_FAILED);
    }

    private StoredAccounts again() throws Exception {
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        return StoredAccounts.open(
                store,
                time,
                secrets,
                Sealing.with(folder, secrets),
                folder,
                Duration.ofMinutes(30),
                Duration.ofHours(12));
    }

    /** The newest acts; waits until those that were handed over are written. */
    private List<Act> acts(int most) throws Exception {
        return store.write(connection -> Tables.acts(connection, most));
    }

    private NewSession setUp() throws Exception {
        return accounts.setUp(token(), "anna", GOOD, LOCAL, "");
    }

    private String token() throws Exception {
        return Files.readString(folder.resolve("first-run-token")).strip();
    }

    /** The digits of now, computed of what the authenticator was given. */
    private String digits(TotpEnrolment enrolment) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (char symbol : enrolment.secret().toCharArray()) {
            number = number.shiftLeft(5).or(java.math.BigInteger.valueOf(alphabet.indexOf(symbol)));
        }
        byte[] all = number.toByteArray();
        byte[] secret = new byte[Totp.SECRET_BYTES];
        int length = Math.min(all.length, secret.length);
        System.arraycopy(all, all.length - length, secret, secret.length - length, length);
        return Totp.digits(secret, time.instant().getEpochSecond() / 30);
    }

    private static Fault fault(ThrowingCallable call) {
        return refusal(call).fault();
    }

    private static AccessException refusal(ThrowingCallable call) {
        AccessException[] thrown = new AccessException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(AccessException.class, refused -> thrown[0] = refused);
        return thrown[0];
    }
}
