// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Act;
import io.webgate.access.Authentication;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.NewDevice;
import io.webgate.access.NewToken;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.ModuleId;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Stores;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

final class StoredAccessTest {

    private static final Origin FAR = new Origin("192.0.2.1", false);
    private static final Origin LOCAL = new Origin("127.0.0.1", true);
    private static final EnrolmentRequest TABLET =
            new EnrolmentRequest("Tablet 1", Set.of(new ModuleId("a.waiter"), new ModuleId("a.retail")), 2, 1);

    private final SteppedTime time = new SteppedTime();

    private Path folder;

    private OpenStore store;
    private Access access;

    @BeforeEach
    void open(@TempDir Path fresh) throws Exception {
        folder = fresh;
        store = Stores.embedded(folder.resolve("db/webgate.db"), time);
        access = access();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTokenHasItsRoleUntilItIsRevoked() throws Exception {
        NewToken made = access.createToken("local", " monitoring ", Role.VIEWER, IdempotencyKey.none());

        assertThat(made.secret()).matches("wgt_[A-Za-z0-9_-]{43}");
        assertThat(caller(made.secret()).has(Role.VIEWER)).isTrue();
        assertThat(caller(made.secret()).has(Role.OPERATOR)).isFalse();
        assertThat(access.tokens()).containsExactly(made.token());
        assertThat(made.token().label()).isEqualTo("monitoring");

        assertThat(access.revokeToken("local", made.token().id())).isTrue();
        assertThat(access.authenticate(made.secret(), FAR)).isInstanceOf(Authentication.Unknown.class);
        assertThat(access.tokens()).isEmpty();
        assertThat(access.revokeToken("local", made.token().id())).isFalse();
        assertThat(access.acts(10))
                .extracting(Act::what, Act::subject)
                .containsExactly(
                        tuple("token-revoked", made.token().id()),
                        tuple("token-created", made.token().id()));
    }

    @Test
    void tokensAndDevicesOutliveARestart() throws Exception {
        NewToken token = access.createToken("local", "a", Role.OPERATOR, IdempotencyKey.none());
        NewToken revoked = access.createToken("local", "b", Role.OPERATOR, IdempotencyKey.none());
        access.revokeToken("local", revoked.token().id());
        NewDevice device = access.redeem(code(), FAR, IdempotencyKey.none());

        access = access();

        assertThat(caller(token.secret()).has(Role.OPERATOR)).isTrue();
        assertThat(caller(device.token()).enrolment().orElseThrow().device()).isEqualTo(device.device());
        assertThat(access.authenticate(revoked.secret(), FAR)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void noSecretIsInTheDatabase() throws Exception {
        NewToken token = access.createToken("local", "a", Role.ADMIN, Optional.of(new IdempotencyKey("k1", "x")));
        EnrolmentCode code = access.enrol("local", TABLET, Optional.of(new IdempotencyKey("k2", "x")));
        NewDevice device = access.redeem(code.code(), FAR, Optional.of(new IdempotencyKey("k3", "x")));
        store.close();

        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(token.secret(), code.code(), device.token());
        }
    }

    @Test
    void theLocalTokenIsAnAdministratorsFromThisComputerAlone() {
        assertThat(access.authenticate("wgt_local", LOCAL))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known -> assertThat(known.caller().has(Role.ADMIN)).isTrue());
        assertThat(access.authenticate("wgt_local", FAR)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void aValidTokenIsNeverMadeToWait() throws Exception {
        NewToken token = access.createToken("local", "a", Role.VIEWER, IdempotencyKey.none());
        for (int attempt = 0; attempt < 60; attempt++) {
            assertThat(access.authenticate("wgt_guess" + attempt, FAR)).isInstanceOf(Authentication.Unknown.class);
        }

        assertThat(access.authenticate("wgt_more", FAR)).isInstanceOf(Authentication.TooMany.class);
        assertThat(caller(token.secret()).has(Role.VIEWER)).isTrue();
        time.pass(Duration.ofSeconds(61));
        assertThat(access.authenticate("wgt_more", FAR)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void R62_aCodeMakesADeviceOnceWithWhatWasAllowed() throws Exception {
        EnrolmentCode code = access.enrol("local", TABLET, IdempotencyKey.none());
        assertThat(code.expiresAt()).isEqualTo(time.instant().plus(Duration.ofMinutes(10)));

        NewDevice device = access.redeem(code.code().toLowerCase(Locale.ROOT), FAR, IdempotencyKey.none());

        assertThat(device.token()).startsWith("wgd_");
        Caller caller = caller(device.token());
        assertThat(caller.role()).isEmpty();
        assertThat(caller.enrolment())
                .contains(new Caller.Enrolment(device.device(), "Tablet 1", TABLET.modules(), 2, 1));
        assertThat(access.devices()).hasSize(1);
        assertFault(AccessException.Fault.CODE_USED, () -> access.redeem(code.code(), FAR, IdempotencyKey.none()));
    }

    @Test
    void aCodeGivenUnderAWrongClockIsOverWhenThatIsHealed_R10() throws Exception {
        time.set(Duration.ofDays(3650));
        String code = code();
        time.set(Duration.ofDays(-3650));

        assertFault(AccessException.Fault.CODE_EXPIRED, () -> access.redeem(code, FAR, IdempotencyKey.none()));
    }

    @Test
    void aCodeExpires() throws Exception {
        String code = code();
        time.pass(Duration.ofMinutes(10));

        assertFault(AccessException.Fault.CODE_EXPIRED, () -> access.redeem(code, FAR, IdempotencyKey.none()));
    }

    @Test
    void oneCodeRedeemedByManyAtOnceMakesOneDevice() throws Exception {
        String code = code();

        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> redeems(code)))
                .toList();

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(access.devices()).hasSize(1);
    }

    @Test
    void wrongCodesAreLimitedPerOriginAndTheLimitHoldsForRightOnes() throws Exception {
        String right = code();
        String unknown = CodeText.of(new byte[CodeText.RANDOM_BYTES]);
        for (int attempt = 0; attempt < 10; attempt++) {
            assertFault(AccessException.Fault.CODE_UNKNOWN, () -> access.redeem(unknown, FAR, IdempotencyKey.none()));
        }

        assertFault(AccessException.Fault.TOO_MANY_ATTEMPTS, () -> access.redeem(right, FAR, IdempotencyKey.none()));
        time.pass(Duration.ofSeconds(60));
        assertThat(access.redeem(right, FAR, IdempotencyKey.none()).token()).isNotEmpty();
    }

    @Test
    void aRevokedDeviceIsOutAtOnce() throws Exception {
        NewDevice device = access.redeem(code(), FAR, IdempotencyKey.none());

        assertThat(access.revokeDevice("local", device.device())).isTrue();
        assertThat(access.authenticate(device.token(), FAR)).isInstanceOf(Authentication.Unknown.class);
        assertThat(access.devices()).isEmpty();
    }

    @Test
    void D8_aBlockedDeviceIsAllowedAgainWithTheTokenAndTheClaimsThatItHad() throws Exception {
        NewDevice device = access.redeem(code(), FAR, IdempotencyKey.none());
        Device before = access.devices().get(0);
        access.revokeDevice("anna", device.device());

        assertThat(access.blockedDevices(10)).containsExactly(before);
        assertThat(access.blockedDevices(0)).isEmpty();
        access = access();
        assertThat(access.authenticate(device.token(), FAR)).isInstanceOf(Authentication.Unknown.class);
        assertThat(access.allowDevice("boris", device.device())).isTrue();
        assertThat(access.authenticate(device.token(), FAR)).isInstanceOf(Authentication.Known.class);
        assertThat(access.devices()).containsExactly(before);
        assertThat(access.blockedDevices(10)).isEmpty();
        assertThat(access.acts(1)).singleElement().satisfies(act -> assertThat(
                        act.who() + " " + act.what() + " " + act.subject())
                .isEqualTo("boris device-allowed " + device.device()));
        access = access();
        assertThat(access.authenticate(device.token(), FAR)).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void D8_whoIsNotBlockedOrWasNeverThereIsNotAllowedAgain() throws Exception {
        NewDevice device = access.redeem(code(), FAR, IdempotencyKey.none());

        assertThat(access.allowDevice("boris", device.device())).isFalse();
        assertThat(access.allowDevice("boris", "d-none")).isFalse();
        assertThat(access.acts(10)).noneMatch(act -> act.what().equals("device-allowed"));
    }

    @Test
    void R56_aRevocationCountsAlsoWhereTheStoreFails() throws Exception {
        NewToken token = access.createToken("local", "a", Role.ADMIN, IdempotencyKey.none());
        store.close();

        assertThat(caller(token.secret()).has(Role.ADMIN)).isTrue();
        assertFault(
                AccessException.Fault.STORE_FAILED,
                () -> access.revokeToken("local", token.token().id()));
        assertThat(access.authenticate(token.secret(), FAR)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void I3_theSameKeyGetsTheSameAnswerForADay() throws Exception {
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("local k", "same"));
        NewToken token = access.createToken("local", "a", Role.ADMIN, key);
        Optional<IdempotencyKey> enrolKey = Optional.of(new IdempotencyKey("local e", "same"));
        EnrolmentCode code = access.enrol("local", TABLET, enrolKey);
        Optional<IdempotencyKey> redeemKey = Optional.of(new IdempotencyKey("redeem r", "same"));
        NewDevice device = access.redeem(code.code(), FAR, redeemKey);

        access = access();

        assertThat(access.createToken("local", "a", Role.ADMIN, key)).isEqualTo(token);
        assertThat(access.enrol("local", TABLET, enrolKey)).isEqualTo(code);
        assertThat(access.redeem(code.code(), FAR, redeemKey)).isEqualTo(device);
        assertThat(access.tokens()).hasSize(1);
        assertThat(access.devices()).hasSize(1);

        time.pass(Duration.ofHours(24));
        assertThat(access.createToken("local", "a", Role.ADMIN, key)).isNotEqualTo(token);
    }

    @Test
    void I3_theSameKeyWithAnotherRequestIsRefused() throws Exception {
        access.createToken("local", "a", Role.ADMIN, Optional.of(new IdempotencyKey("k", "one")));

        assertFault(
                AccessException.Fault.KEY_REUSED,
                () -> access.createToken("local", "b", Role.ADMIN, Optional.of(new IdempotencyKey("k", "two"))));
        assertThat(access.tokens()).hasSize(1);
    }

    @Test
    void keepsAnswersOfOthers() throws Exception {
        IdempotencyKey key = new IdempotencyKey("k", "one");
        assertThat(access.replay(key)).isEmpty();

        access.remember(key, "201 {}");

        assertThat(access.replay(key)).contains("201 {}");
        assertFault(AccessException.Fault.KEY_REUSED, () -> access.replay(new IdempotencyKey("k", "two")));
    }

    @Test
    void aLostKeyFileRefusesTheRetryInsteadOfDoingItTwice() throws Exception {
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k", "one"));
        access.createToken("local", "a", Role.ADMIN, key);
        Files.delete(folder.resolve("access-key"));

        access = access();

        assertFault(AccessException.Fault.KEY_REUSED, () -> access.createToken("local", "a", Role.ADMIN, key));
    }

    @Test
    void recordsWhatWasDoneElsewhere() throws Exception {
        access.record("ops", "license-installed", "L-1", "done");
        // One queue of writes: what follows a record sees it
        access.createToken("local", "a", Role.ADMIN, IdempotencyKey.none());

        assertThat(access.acts(10))
                .extracting(Act::seq, Act::who, Act::what)
                .contains(tuple(1L, "ops", "license-installed"));
    }

    @Test
    void filesOfTheOwnerAreForTheOwnerAlone() throws Exception {
        Path sub = folder.resolve("sub");
        Path file = sub.resolve("admin-token");
        OwnerFile.write(sub, "admin-token", new byte[] {1});
        OwnerFile.write(sub, "admin-token", new byte[] {2, 3});

        assertThat(Files.readAllBytes(file)).containsExactly(2, 3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("access-key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(sub)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesWhatNoAdministratorCanMean() {
        assertThatThrownBy(() -> new EnrolmentRequest("", Set.of(new ModuleId("a.b")), 1, 1))
                .hasMessageContaining("label");
        assertThatThrownBy(() -> new EnrolmentRequest("x", Set.of(), 1, 1)).hasMessageContaining("modules");
        assertThatThrownBy(() -> new EnrolmentRequest("x", Set.of(new ModuleId("a.b")), 0, 1))
                .hasMessageContaining("sessions");
        assertThatThrownBy(() -> new EnrolmentRequest("x", Set.of(new ModuleId("a.b")), 1, 1_000_001))
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> new EnrolmentRequest("a\nb", Set.of(new ModuleId("a.b")), 1, 1))
                .hasMessageContaining("control character");
    }

    @Test
    void theCodesLifeStaysWithinItsBounds() {
        assertThat(AccessPublisher.bounded("codeMinutes", 0, 1, 10)).isEqualTo(1);
        assertThat(AccessPublisher.bounded("codeMinutes", 5, 1, 10)).isEqualTo(5);
        assertThat(AccessPublisher.bounded("codeMinutes", 60, 1, 10)).isEqualTo(10);
    }

    @Test
    void actsAreNewestFirst() throws Exception {
        access.createToken("local", "a", Role.ADMIN, IdempotencyKey.none());
        access.createToken("local", "b", Role.ADMIN, IdempotencyKey.none());

        assertThat(access.acts(1)).extracting(Act::seq).containsExactly(2L);
        List<Long> stored =
                store.read(connection -> Sql.query(connection, "SELECT seq FROM access_act", row -> row.getLong(1)));
        assertThat(stored).containsExactlyInAnyOrder(1L, 2L);
    }

    private Access access() throws Exception {
        Secrets secrets = new Secrets(new SecureRandom());
        return StoredAccess.open(
                store,
                time,
                secrets,
                new Credentials("wgt_local"),
                Sealing.with(folder, secrets),
                Duration.ofMinutes(10));
    }

    private String code() throws AccessException {
        return access.enrol("local", TABLET, IdempotencyKey.none()).code();
    }

    private boolean redeems(String code) {
        try {
            return !access.redeem(code, FAR, IdempotencyKey.none()).token().isEmpty();
        } catch (AccessException refused) {
            assertThat(refused.fault()).isEqualTo(AccessException.Fault.CODE_USED);
            return false;
        }
    }

    private Caller caller(String token) {
        return ((Authentication.Known) access.authenticate(token, FAR)).caller();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertFault(AccessException.Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AccessException.class, refused -> assertThat(refused.fault())
                .isEqualTo(fault));
    }
}
