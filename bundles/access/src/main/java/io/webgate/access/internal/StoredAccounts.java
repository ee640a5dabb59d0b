// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Account;
import io.webgate.access.Accounts;
import io.webgate.access.NewSession;
import io.webgate.access.Origin;
import io.webgate.access.TotpEnrolment;
import io.webgate.access.WebSession;
import io.webgate.access.internal.AccountTables.Stored;
import io.webgate.access.internal.AccountTables.StoredSession;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts on the store, with the sessions also in memory. Thread-safe. */
final class StoredAccounts implements Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(StoredAccounts.class);
    private static final int LONGEST_AGENT = 200;

    private final Store store;
    private final Transactions transactions;
    private final TrustedTime time;
    private final Secrets secrets;
    private final Passwords passwords;
    private final LiveSessions live;
    private final Duration longest;
    private final Path state;
    private final SignInLimits limits;
    private final SecondFactors factors;
    // Ended in memory, still to be deleted from the store, which did not take it
    private final Set<String> leftOver = ConcurrentHashMap.newKeySet();
    private final Tombstones tombstones;
    // What is written and what memory says of it change together: else a sign-in that was under way when an account's
    // password changed would come alive after the change had ended all sessions
    private final Object change = new Object();
    private volatile boolean setUp;

    private StoredAccounts(
            Store store,
            TrustedTime time,
            Secrets secrets,
            Sealing sealing,
            Path state,
            Tombstones tombstones,
            Duration idle,
            Duration longest) {
        this.store = store;
        this.transactions = new Transactions(store);
        this.time = time;
        this.secrets = secrets;
        this.passwords = new Passwords(secrets);
        this.live = new LiveSessions(idle);
        this.longest = longest;
        this.state = state;
        this.tombstones = tombstones;
        this.limits = new SignInLimits(time);
        this.factors = new SecondFactors(transactions, time, secrets, sealing);
    }

    /**
     * Reads what is kept; the tables are brought up to date before.
     *
     * @param state the folder for the first-run token
     * @param idle a session ends when not used for so long
     * @param longest a session ends after so long whatever happens
     */
    static StoredAccounts open(
            Store store,
            TrustedTime time,
            Secrets secrets,
            Sealing sealing,
            Path state,
            Duration idle,
            Duration longest)
            throws StoreException, IOException {
        Tombstones tombstones = Tombstones.in(state);
        StoredAccounts accounts = new StoredAccounts(store, time, secrets, sealing, state, tombstones, idle, longest);
        Instant now = time.instant();
        Set<String> ended = tombstones.hashes();
        for (Stored stored : store.read(AccountTables::accounts)) {
            accounts.live.role(stored.account().login(), stored.account().role());
            accounts.setUp = true;
        }
        for (StoredSession session : store.read(AccountTables::sessions)) {
            if (!ended.contains(session.hash())) {
                accounts.live.add(session, time.nanos(), now);
            }
        }
        accounts.end(ended);
        accounts.end(accounts.live.sweep(time.nanos(), now));
        if (accounts.setUp) {
            FirstRunToken.delete(state);
        } else {
            FirstRunToken.in(state, secrets);
        }
        return accounts;
    }

    @Override
    public boolean isSetUp() {
        return setUp;
    }

    @Override
    public NewSession setUp(String firstRunToken, String typedLogin, String password, Origin origin, String agent)
            throws AccessException {
        if (!origin.local()) {
            throw refusal(
                    Fault.NOT_LOCAL,
                    "The first account is made in a browser on the computer that the host runs on.",
                    "Первая учётная запись создаётся в браузере на том компьютере, где работает узел.");
        }
        try (SignInLimits.Attempt attempt = limits.attempt(origin, "")) {
            if (!setUp && !token().matches(firstRunToken)) {
                attempt.failed();
                throw refusal(
                        Fault.TOKEN_WRONG,
                        "This is not the token in the file var/first-run-token of the home.",
                        "Это не тот токен, что в файле var/first-run-token домашнего каталога.");
            }
        }
        if (setUp) {
            throw alreadySetUp();
        }
        String login = PasswordRule.login(typedLogin);
        return begin(first(login, password, login), origin, agent, Optional.empty());
    }

    /** Makes the account of an unattended set-up. */
    void unattended(String login, String password) throws AccessException {
        first(PasswordRule.login(login), password, "unattended");
    }

    private Stored first(String login, String password, String by) throws AccessException {
        PasswordRule.check(login, password);
        Account account = new Account(login, Role.ADMIN, false, time.instant(), by, Optional.empty());
        String hash = passwords.hash(password);
        synchronized (change) {
            transactions.write(connection -> {
                // Of two that set up at the same time one wins
                if (AccountTables.number(connection) > 0) {
                    throw new Refusal(alreadySetUp());
                }
                AccountTables.insert(connection, account, hash);
                return act(connection, by, "account-created", login);
            });
            live.role(login, Role.ADMIN);
            setUp = true;
        }
        try {
            FirstRunToken.delete(state);
        } catch (IOException failure) {
            LOG.warn("The used first-run token can't be deleted; it counts for nothing", failure);
        }
        return new Stored(account, hash, Optional.empty(), 0);
    }

    @Override
    public NewSession signIn(String typedLogin, String password, String secondFactor, Origin origin, String agent)
            throws AccessException {
        String login = known(typedLogin);
        Stored proven;
        try (SignInLimits.Attempt attempt = limits.attempt(origin, login)) {
            proven = proven(login, password, secondFactor, attempt);
            attempt.succeeded();
        }
        Optional<String> better =
                passwords.isOutdated(proven.password()) ? Optional.of(passwords.hash(password)) : Optional.empty();
        return begin(proven, origin, agent, better);
    }

    private Stored proven(String login, String password, String secondFactor, SignInLimits.Attempt attempt)
            throws AccessException {
        Optional<Stored> stored = login.isEmpty()
                ? Optional.empty()
                : transactions.read(connection -> AccountTables.account(connection, login));
        if (stored.isEmpty()) {
            passwords.pretend(password);
            throw failed(attempt, "-");
        }
        if (!passwords.matches(password, stored.get().password())) {
            throw failed(attempt, login);
        }
        if (stored.get().totp().isPresent()) {
            if (secondFactor.isBlank()) {
                throw refusal(
                        Fault.SECOND_FACTOR_NEEDED,
                        "Type the six digits that your authenticator shows, or a recovery code.",
                        "Введите шесть цифр из приложения-аутентификатора или резервный код.");
            }
            if (!factors.use(stored.get(), secondFactor)) {
                throw failed(attempt, login);
            }
        }
        return stored.get();
    }

    /** The login as it is kept; empty where what was typed can be none. */
    private static String known(String typed) {
        try {
            return PasswordRule.login(typed);
        } catch (AccessException unfit) {
            return "";
        }
    }

    private AccessException failed(SignInLimits.Attempt attempt, String login) {
        attempt.failed();
        recordAct(login, "sign-in", login, "sign-in-failed");
        return wrong();
    }

    private static AccessException wrong() {
        return refusal(
                Fault.SIGN_IN_FAILED, "Login, password or digits are wrong.", "Неверное имя входа, пароль или цифры.");
    }

    /** @param proven what was stored of the account when the secrets were found right */
    private NewSession begin(Stored proven, Origin origin, String agent, Optional<String> betterHash)
            throws AccessException {
        String login = proven.account().login();
        String secret = secrets.token("");
        Instant now = time.instant();
        StoredSession session = new StoredSession(
                Secrets.hash(secret),
                secrets.id("s-"),
                login,
                secrets.token(""),
                shortened(agent),
                origin.address(),
                now,
                now,
                now.plus(longest));
        Role role;
        synchronized (change) {
            role = transactions.write(connection -> {
                // Another password, another factor or a namesake in between: what was proven is proven no more
                Role current = AccountTables.account(connection, login)
                        .filter(stored -> stored.password().equals(proven.password())
                                && stored.totp().equals(proven.totp()))
                        .orElseThrow(() -> new Refusal(wrong()))
                        .account()
                        .role();
                AccountTables.dropEnded(connection, now);
                AccountTables.insert(connection, session);
                AccountTables.signedIn(connection, login, now);
                if (betterHash.isPresent()) {
                    AccountTables.password(connection, login, betterHash.get());
                }
                act(connection, login, "sign-in", login);
                return current;
            });
            endForGood(live.add(session, time.nanos(), now));
        }
        LOG.info("Signed in account={} session={}", login, session.id());
        return new NewSession(session.seen(role, now), secret);
    }

    @Override
    public Optional<WebSession> session(String secret, boolean used) {
        String hash = Secrets.hash(secret);
        Instant now = time.instant();
        Optional<WebSession> session = live.seen(hash, time.nanos(), now, used);
        if (session.isPresent() && used && live.mark(hash, time.nanos())) {
            // What is not noted ends the session earlier after a restart, never later
            store.submit(connection -> AccountTables.seen(connection, hash, now))
                    .exceptionally(failure -> {
                        LOG.debug("The last use of a session could not be noted", failure);
                        return false;
                    });
            end(List.of());
        }
        return session;
    }

    @Override
    public void signOut(String secret) {
        String hash = Secrets.hash(secret);
        Optional<WebSession> session = session(secret, false);
        endForGood(live.end(stored -> stored.hash().equals(hash)));
        session.ifPresent(ended -> recordAct(ended.login(), "sign-out", ended.login(), "done"));
    }

    @Override
    public List<WebSession> sessions(String login) {
        return live.of(login, time.nanos(), time.instant());
    }

    @Override
    public boolean endSession(String by, String login, String sessionId) {
        Set<String> ended = live.end(
                session -> session.login().equals(login) && session.id().equals(sessionId));
        endForGood(ended);
        if (ended.isEmpty()) {
            return false;
        }
        recordAct(by, "session-ended", login, "done");
        return true;
    }

    @Override
    public List<Account> accounts() throws AccessException {
        return transactions.read(AccountTables::accounts).stream()
                .map(Stored::account)
                .toList();
    }

    @Override
    public Account create(String by, String typedLogin, String password, Role role) throws AccessException {
        String login = PasswordRule.login(typedLogin);
        PasswordRule.check(login, password);
        Account account = new Account(login, role, false, time.instant(), by, Optional.empty());
        String hash = passwords.hash(password);
        transactions.write(connection -> {
            if (AccountTables.account(connection, login).isPresent()) {
                throw new Refusal(refusal(
                        Fault.ACCOUNT_EXISTS,
                        "An account with this login is there already. Take another login.",
                        "Учётная запись с таким именем входа уже есть. Возьмите другое имя."));
            }
            AccountTables.insert(connection, account, hash);
            return act(connection, by, "account-created", login);
        });
        live.role(login, role);
        return account;
    }

    @Override
    public void changeRole(String by, String login, Role role) throws AccessException {
        synchronized (change) {
            transactions.write(connection -> {
                existing(connection, login);
                if (role != Role.ADMIN) {
                    keepOneAdministrator(connection, login);
                }
                AccountTables.role(connection, login, role);
                return act(connection, by, "account-role-" + role.name().toLowerCase(java.util.Locale.ROOT), login);
            });
            live.role(login, role);
        }
    }

    @Override
    public boolean remove(String by, String login) throws AccessException {
        synchronized (change) {
            boolean removed = transactions.write(connection -> {
                if (AccountTables.account(connection, login).isEmpty()) {
                    return false;
                }
                keepOneAdministrator(connection, login);
                AccountTables.remove(connection, login);
                return act(connection, by, "account-removed", login);
            });
            if (removed) {
                live.forget(login);
            }
            return removed;
        }
    }

    @Override
    public void changePassword(String login, String oldPassword, String newPassword, String keep, Origin origin)
            throws AccessException {
        confirm(login, oldPassword, origin);
        newPassword(login, login, newPassword, "password-changed", Optional.of(keep));
    }

    @Override
    public void resetPassword(String by, String login, String newPassword) throws AccessException {
        newPassword(by, login, newPassword, "password-reset", Optional.empty());
    }

    private void newPassword(String by, String login, String password, String what, Optional<String> keep)
            throws AccessException {
        PasswordRule.check(login, password);
        String hash = passwords.hash(password);
        synchronized (change) {
            // A stolen cookie dies with the password that was changed because of it, in the same transaction
            transactions.write(connection -> {
                existing(connection, login);
                AccountTables.password(connection, login, hash);
                AccountTables.endAll(connection, login, keep.orElse(""));
                return act(connection, by, what, login);
            });
            live.end(session -> session.login().equals(login) && !keep.equals(Optional.of(session.id())));
        }
    }

    @Override
    public TotpEnrolment beginSecondFactor(String login) throws AccessException {
        return factors.begin(
                transactions.read(connection -> existing(connection, login)).account());
    }

    @Override
    public List<String> confirmSecondFactor(String login, String digits, Origin origin) throws AccessException {
        try (SignInLimits.Attempt attempt = limits.attempt(origin, login)) {
            Optional<List<String>> codes = factors.confirm(login, digits);
            if (codes.isEmpty()) {
                attempt.failed();
                throw refusal(
                        Fault.SIGN_IN_FAILED,
                        "These are not the digits of now. Check the clock of the phone and type those it shows.",
                        "Эти цифры сейчас не действуют. Проверьте часы телефона и введите показанные цифры.");
            }
            recordAct(login, "second-factor-on", login, "done");
            return codes.get();
        }
    }

    @Override
    public void removeSecondFactor(String login, String password, Origin origin) throws AccessException {
        confirm(login, password, origin);
        factors.remove(login);
        recordAct(login, "second-factor-off", login, "done");
    }

    /** Proves who asks by the password, with the limits of signing in. */
    private void confirm(String login, String password, Origin origin) throws AccessException {
        try (SignInLimits.Attempt attempt = limits.attempt(origin, login)) {
            Stored stored = transactions.read(connection -> existing(connection, login));
            if (!passwords.matches(password, stored.password())) {
                attempt.failed();
                throw refusal(Fault.SIGN_IN_FAILED, "The password is wrong.", "Неверный пароль.");
            }
            attempt.succeeded();
        }
    }

    private static Stored existing(Connection connection, String login) throws SQLException {
        return AccountTables.account(connection, login)
                .orElseThrow(() -> new Refusal(refusal(
                        Fault.ACCOUNT_UNKNOWN,
                        "There is no account with this login.",
                        "Учётной записи с таким именем входа нет.")));
    }

    private static void keepOneAdministrator(Connection connection, String login) throws SQLException {
        boolean another = AccountTables.accounts(connection).stream()
                .map(Stored::account)
                .anyMatch(account ->
                        account.role() == Role.ADMIN && !account.login().equals(login));
        if (!another) {
            throw new Refusal(refusal(
                    Fault.LAST_ADMINISTRATOR,
                    "This is the last administrator; without one nobody could change anything any more.",
                    "Это последний администратор; без него никто больше ничего не сможет изменить."));
        }
    }

    private FirstRunToken token() {
        try {
            return FirstRunToken.in(state, secrets);
        } catch (IOException failure) {
            throw new IllegalStateException("The first-run token in " + state + " can't be read", failure);
        }
    }

    /** Ends what somebody ended: returns when no restart can revive it, whatever the store does. */
    private void endForGood(Collection<String> hashes) {
        if (!hashes.isEmpty()) {
            try {
                tombstones.add(hashes);
            } catch (IOException failure) {
                LOG.error(
                        "That a session ended can't be written beside the store; if the store fails too, a restart"
                                + " revives it until its idle time is over",
                        failure);
            }
        }
        end(hashes);
    }

    /** In memory they have ended; their rows follow, with those that the store did not take before. */
    private void end(Collection<String> hashes) {
        leftOver.addAll(hashes);
        for (String hash : leftOver) {
            store.submit(connection -> AccountTables.end(connection, hash))
                    .thenAccept(done -> forget(hash))
                    .exceptionally(failure -> {
                        LOG.warn("A session that ended is still in the store; deleted with the next one", failure);
                        return null;
                    });
        }
    }

    private void forget(String hash) {
        leftOver.remove(hash);
        try {
            tombstones.remove(hash);
        } catch (IOException failure) {
            LOG.debug("Told again at the next start", failure);
        }
    }

    private void recordAct(String who, String what, String subject, String outcome) {
        Instant now = time.instant();
        store.submit(connection -> Tables.act(connection, now, who, what, subject, outcome))
                .exceptionally(failure -> {
                    LOG.warn(
                            "Not recorded: who={} what={} subject={} outcome={}", who, what, subject, outcome, failure);
                    return false;
                });
    }

    private boolean act(Connection connection, String who, String what, String subject) throws SQLException {
        return Tables.act(connection, time.instant(), who, what, subject, "done");
    }

    /** Without controls, so that no list and no log is forged by it (T57). */
    private static String shortened(String agent) {
        String clean = agent.replaceAll("\\p{C}", " ").strip();
        return clean.length() > LONGEST_AGENT ? clean.substring(0, LONGEST_AGENT) : clean;
    }

    private static AccessException alreadySetUp() {
        return refusal(
                Fault.ALREADY_SET_UP,
                "The first account is there already. Sign in with it.",
                "Первая учётная запись уже создана. Войдите с ней.");
    }

    private static AccessException refusal(Fault fault, String english, String russian) {
        return new AccessException(fault, new LocalizedText(english, russian));
    }
}
