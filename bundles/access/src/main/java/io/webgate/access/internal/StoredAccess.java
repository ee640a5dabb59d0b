// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Act;
import io.webgate.access.ApiToken;
import io.webgate.access.Authentication;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.Label;
import io.webgate.access.NewDevice;
import io.webgate.access.NewToken;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Access on the store, with everything that authenticates also in memory. Thread-safe. */
final class StoredAccess implements Access {

    static final String TOKEN_PREFIX = "wgt_";
    static final String DEVICE_PREFIX = "wgd_";

    private static final Logger LOG = LoggerFactory.getLogger(StoredAccess.class);
    private static final int MOST_UNKNOWN_TOKENS = 60;
    private static final int MOST_WRONG_CODES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ORIGINS = 4096;

    private final Store store;
    private final Transactions transactions;
    private final TrustedTime time;
    private final Secrets secrets;
    private final Credentials credentials;
    private final Replays replays;
    private final Duration codeLife;
    private final AttemptLimit unknownTokens = new AttemptLimit(MOST_UNKNOWN_TOKENS, WINDOW, ORIGINS);
    private final AttemptLimit wrongCodes = new AttemptLimit(MOST_WRONG_CODES, WINDOW, ORIGINS);

    private StoredAccess(
            Store store,
            TrustedTime time,
            Secrets secrets,
            Credentials credentials,
            Sealing sealing,
            Duration codeLife) {
        this.store = store;
        this.transactions = new Transactions(store);
        this.time = time;
        this.secrets = secrets;
        this.credentials = credentials;
        this.replays = new Replays(sealing);
        this.codeLife = codeLife;
    }

    /** Brings the tables up to date and reads every token that counts. */
    static StoredAccess open(
            Store store, TrustedTime time, Secrets secrets, Credentials credentials, Sealing sealing, Duration codeLife)
            throws StoreException {
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        store.read(Tables::tokens).forEach(credentials::add);
        store.read(Tables::devices)
                .forEach(device -> credentials.add(device.hash(), device.value().enrolment()));
        return new StoredAccess(store, time, secrets, credentials, sealing, codeLife);
    }

    @Override
    public Authentication authenticate(String bearer, Origin origin) {
        Optional<Caller> caller = credentials.caller(bearer, origin.local());
        if (caller.isPresent()) {
            return new Authentication.Known(caller.get());
        }
        // A valid token is never made to wait: tokens can't be guessed, and others behind the same address are honest
        long now = time.nanos();
        Optional<Duration> wait = unknownTokens.wait(origin.address(), now);
        if (wait.isPresent()) {
            return new Authentication.TooMany(wait.get());
        }
        unknownTokens.failed(origin.address(), now);
        return new Authentication.Unknown();
    }

    @Override
    public NewToken createToken(String by, String label, Role role, Optional<IdempotencyKey> key)
            throws AccessException {
        String secret = secrets.token(TOKEN_PREFIX);
        Instant now = time.instant();
        ApiToken token = new ApiToken(secrets.id("t-"), Label.checked(label), role, now, by);
        NewToken made = transactions.write(connection -> {
            Optional<String[]> earlier = replays.find(connection, key, now).map(StoredAccess::lines);
            if (earlier.isPresent()) {
                String[] lines = earlier.get();
                return new NewToken(Tables.token(connection, lines[0]).orElseThrow(), lines[1]);
            }
            Tables.insertToken(connection, token, Secrets.hash(secret));
            act(connection, by, "token-created", token.id());
            replays.keep(connection, key, token.id() + "\n" + secret, now);
            return new NewToken(token, secret);
        });
        if (made.token().id().equals(token.id())) {
            credentials.add(new Tables.Hashed<>(Secrets.hash(secret), token));
            LOG.info("Token created by={} token={} role={}", by, token.id(), role);
        }
        return made;
    }

    @Override
    public List<ApiToken> tokens() throws AccessException {
        return transactions.read(Tables::tokens).stream()
                .map(Tables.Hashed::value)
                .toList();
    }

    @Override
    public boolean revokeToken(String by, String id) throws AccessException {
        // Restriction never waits for the commit (R56)
        credentials.removeToken(id);
        Instant now = time.instant();
        boolean revoked = transactions.write(
                connection -> Tables.revokeToken(connection, id, now) && act(connection, by, "token-revoked", id));
        if (revoked) {
            LOG.info("Token revoked by={} token={}", by, id);
        }
        return revoked;
    }

    @Override
    public EnrolmentCode enrol(String by, EnrolmentRequest request, Optional<IdempotencyKey> key)
            throws AccessException {
        String code = CodeText.of(secrets.bytes(CodeText.RANDOM_BYTES));
        Instant now = time.instant();
        Tables.Pending pending = new Tables.Pending(secrets.id("e-"), request, by, now.plus(codeLife), false);
        EnrolmentCode made = transactions.write(connection -> {
            Optional<String[]> earlier = replays.find(connection, key, now).map(StoredAccess::lines);
            if (earlier.isPresent()) {
                String[] lines = earlier.get();
                return new EnrolmentCode(lines[0], lines[1], Instant.parse(lines[2]));
            }
            Tables.insertEnrolment(connection, pending, Secrets.hash(code));
            act(connection, by, "device-invited", pending.id());
            replays.keep(connection, key, pending.id() + "\n" + code + "\n" + pending.expiresAt(), now);
            return new EnrolmentCode(pending.id(), code, pending.expiresAt());
        });
        LOG.info("Enrolment code given by={} enrolment={}", by, made.id());
        return made;
    }

    @Override
    public NewDevice redeem(String typed, Origin origin, Optional<IdempotencyKey> key) throws AccessException {
        Optional<Duration> wait = wrongCodes.wait(origin.address(), time.nanos());
        if (wait.isPresent()) {
            throw new AccessException(
                    Fault.TOO_MANY_ATTEMPTS,
                    new LocalizedText(
                            "Too many wrong codes came from this address. Try again later.",
                            "С этого адреса пришло слишком много неверных кодов. Повторите позже."),
                    wait.get(),
                    null);
        }
        try {
            NewDevice device = redeem(Secrets.hash(CodeText.canonical(typed)), key);
            LOG.info("Device enrolled device={}", device.device());
            return device;
        } catch (AccessException refused) {
            if (refused.fault() != Fault.STORE_FULL && refused.fault() != Fault.STORE_FAILED) {
                wrongCodes.failed(origin.address(), time.nanos());
            }
            throw refused;
        }
    }

    private NewDevice redeem(String codeHash, Optional<IdempotencyKey> key) throws AccessException {
        String token = secrets.token(DEVICE_PREFIX);
        String id = secrets.id("d-");
        Instant now = time.instant();
        Enrolled made = transactions.write(connection -> {
            Optional<String[]> earlier = replays.find(connection, key, now).map(StoredAccess::lines);
            if (earlier.isPresent()) {
                return new Enrolled(new NewDevice(earlier.get()[0], earlier.get()[1]), Optional.empty());
            }
            Tables.Pending pending = usable(Tables.enrolment(connection, codeHash), now);
            EnrolmentRequest request = pending.request();
            Device device = new Device(
                    new Caller.Enrolment(id, request.label(), request.modules(), request.sessions(), request.weight()),
                    now,
                    pending.createdBy());
            Tables.redeemed(connection, pending.id(), now);
            Tables.insertDevice(connection, device, Secrets.hash(token));
            act(connection, pending.createdBy(), "device-enrolled", id);
            replays.keep(connection, key, id + "\n" + token, now);
            return new Enrolled(new NewDevice(id, token), Optional.of(device.enrolment()));
        });
        made.enrolment().ifPresent(enrolment -> credentials.add(Secrets.hash(token), enrolment));
        return made.device();
    }

    private record Enrolled(NewDevice device, Optional<Caller.Enrolment> enrolment) {}

    private Tables.Pending usable(Optional<Tables.Pending> found, Instant now) {
        Tables.Pending pending = found.orElseThrow(() -> refusal(
                Fault.CODE_UNKNOWN,
                "No such code was given. Ask an administrator for a new one.",
                "Такой код не выдавался. Попросите у администратора новый."));
        if (pending.redeemed()) {
            throw refusal(
                    Fault.CODE_USED,
                    "The code works once and has been used. Ask an administrator for a new one.",
                    "Код действует один раз и уже использован. Попросите у администратора новый.");
        }
        // One that would last longer than any code was given under a wrong clock, since healed by a receipt (R10)
        boolean fromTheFuture = pending.expiresAt().isAfter(now.plus(codeLife).plus(LiveSessions.CORRECTION));
        if (fromTheFuture || !now.isBefore(pending.expiresAt())) {
            throw refusal(
                    Fault.CODE_EXPIRED,
                    "The code's time is over. Ask an administrator for a new one.",
                    "Срок действия кода истёк. Попросите у администратора новый.");
        }
        return pending;
    }

    @Override
    public List<Device> devices() throws AccessException {
        return transactions.read(Tables::devices).stream()
                .map(Tables.Hashed::value)
                .toList();
    }

    @Override
    public boolean revokeDevice(String by, String device) throws AccessException {
        credentials.removeDevice(device);
        Instant now = time.instant();
        boolean revoked = transactions.write(connection ->
                Tables.revokeDevice(connection, device, now) && act(connection, by, "device-revoked", device));
        if (revoked) {
            LOG.info("Device revoked by={} device={}", by, device);
        }
        return revoked;
    }

    @Override
    public List<Device> blockedDevices(int most) throws AccessException {
        return transactions.read(connection -> Tables.blockedDevices(connection, most)).stream()
                .map(Tables.Hashed::value)
                .toList();
    }

    @Override
    public boolean allowDevice(String by, String device) throws AccessException {
        // Durable first: what counts again must count after a restart too
        List<Tables.Hashed<Device>> allowed = transactions.write(connection -> {
            List<Tables.Hashed<Device>> blocked = Tables.blockedDevice(connection, device);
            boolean done = !blocked.isEmpty()
                    && Tables.allowDevice(connection, device)
                    && act(connection, by, "device-allowed", device);
            return done ? blocked : List.of();
        });
        allowed.forEach(one -> credentials.add(one.hash(), one.value().enrolment()));
        if (!allowed.isEmpty()) {
            LOG.info("Device allowed again by={} device={}", by, device);
        }
        return !allowed.isEmpty();
    }

    @Override
    public void record(String by, String what, String subject, String outcome) {
        Instant now = time.instant();
        store.submit(connection -> Tables.act(connection, now, by, what, subject, outcome))
                .exceptionally(failure -> {
                    LOG.warn("Not recorded: who={} what={} subject={} outcome={}", by, what, subject, outcome, failure);
                    return false;
                });
    }

    @Override
    public List<Act> acts(int most) throws AccessException {
        return transactions.read(connection -> Tables.acts(connection, most));
    }

    @Override
    public Optional<String> replay(IdempotencyKey key) throws AccessException {
        Instant now = time.instant();
        return transactions.read(connection -> replays.find(connection, Optional.of(key), now));
    }

    @Override
    public void remember(IdempotencyKey key, String answer) throws AccessException {
        Instant now = time.instant();
        transactions.write(connection -> {
            replays.keep(connection, Optional.of(key), answer, now);
            return true;
        });
    }

    @Override
    public Optional<String> storeTrouble() {
        StoreState state = store.state();
        return state.isOk() ? Optional.empty() : Optional.of(state.status() + ": " + state.reason());
    }

    private boolean act(Connection connection, String who, String what, String subject) throws SQLException {
        return Tables.act(connection, time.instant(), who, what, subject, "done");
    }

    private static String[] lines(String answer) {
        return answer.split("\n", -1);
    }

    private static Refusal refusal(Fault fault, String english, String russian) {
        return new Refusal(new AccessException(fault, new LocalizedText(english, russian)));
    }
}
