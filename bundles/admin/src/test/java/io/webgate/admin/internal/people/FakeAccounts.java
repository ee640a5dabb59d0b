// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.Account;
import io.webgate.access.Accounts;
import io.webgate.access.NewSession;
import io.webgate.access.Origin;
import io.webgate.access.TotpEnrolment;
import io.webgate.access.WebSession;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Accounts in memory. One thread. */
final class FakeAccounts implements Accounts {

    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    static final String PASSWORD = "correct horse battery";
    static final String DIGITS = "123456";
    static final String TOKEN = "first-run-secret";

    final Map<String, Account> people = new TreeMap<>();
    final Map<String, String> passwords = new TreeMap<>();
    final List<WebSession> sessions = new ArrayList<>();
    final List<String> signedOut = new ArrayList<>();
    Optional<Fault> failure = Optional.empty();

    FakeAccounts with(String login, Role role, boolean factor) {
        people.put(login, new Account(login, role, factor, NOW, "setup", Optional.of(NOW)));
        passwords.put(login, PASSWORD);
        return this;
    }

    /** The account, which the test knows to be there. */
    Account who(String login) {
        return Optional.ofNullable(people.get(login)).orElseThrow();
    }

    static WebSession session(String id, String login, Role role, String agent) {
        return new WebSession(id, login, role, "token-1", agent, "192.0.2.7", NOW, NOW, NOW.plus(Duration.ofHours(12)));
    }

    static AccessException refusal(Fault fault) {
        return new AccessException(
                fault, new LocalizedText("Because of " + fault.code() + ".", "Причина: " + fault.code() + "."));
    }

    private void check() throws AccessException {
        if (failure.isPresent()) {
            throw refusal(failure.get());
        }
    }

    private NewSession begin(String login) {
        WebSession session = session("s-new", login, who(login).role(), "");
        sessions.add(session);
        return new NewSession(session, "fresh-secret");
    }

    private void prove(String login, String password) throws AccessException {
        if (!password.equals(passwords.get(login))) {
            throw refusal(Fault.SIGN_IN_FAILED);
        }
    }

    private static void fit(String password) throws AccessException {
        if (password.length() < 12) {
            throw refusal(Fault.PASSWORD_UNFIT);
        }
    }

    private void keepOne(String login) throws AccessException {
        boolean another = people.values().stream()
                .anyMatch(one -> one.role() == Role.ADMIN && !one.login().equals(login));
        if (!another) {
            throw refusal(Fault.LAST_ADMINISTRATOR);
        }
    }

    private Account account(String login) throws AccessException {
        Account account = people.get(login);
        if (account == null) {
            throw refusal(Fault.ACCOUNT_UNKNOWN);
        }
        return account;
    }

    @Override
    public boolean isSetUp() {
        return !people.isEmpty();
    }

    @Override
    public NewSession setUp(String firstRunToken, String login, String password, Origin origin, String agent)
            throws AccessException {
        check();
        if (!firstRunToken.equals(TOKEN)) {
            throw refusal(Fault.TOKEN_WRONG);
        }
        fit(password);
        with(login, Role.ADMIN, false);
        passwords.put(login, password);
        return begin(login);
    }

    @Override
    public NewSession signIn(String login, String password, String secondFactor, Origin origin, String agent)
            throws AccessException {
        check();
        prove(login, password);
        if (who(login).secondFactor()) {
            if (secondFactor.isEmpty()) {
                throw refusal(Fault.SECOND_FACTOR_NEEDED);
            }
            if (!secondFactor.equals(DIGITS)) {
                throw refusal(Fault.SIGN_IN_FAILED);
            }
        }
        return begin(login);
    }

    @Override
    public Optional<WebSession> session(String secret, boolean used) {
        return Optional.empty();
    }

    @Override
    public void signOut(String secret) {
        signedOut.add(secret);
    }

    @Override
    public List<WebSession> sessions(String login) {
        return sessions.stream().filter(one -> one.login().equals(login)).toList();
    }

    @Override
    public boolean endSession(String by, String login, String sessionId) {
        return sessions.removeIf(one -> one.login().equals(login) && one.id().equals(sessionId));
    }

    @Override
    public List<Account> accounts() throws AccessException {
        check();
        return List.copyOf(people.values());
    }

    @Override
    public Account create(String by, String login, String password, Role role) throws AccessException {
        if (people.containsKey(login)) {
            throw refusal(Fault.ACCOUNT_EXISTS);
        }
        fit(password);
        with(login, role, false);
        return account(login);
    }

    @Override
    public void changeRole(String by, String login, Role role) throws AccessException {
        Account old = account(login);
        if (role != Role.ADMIN) {
            keepOne(login);
        }
        with(login, role, old.secondFactor());
    }

    @Override
    public boolean remove(String by, String login) throws AccessException {
        keepOne(login);
        return people.remove(login) != null;
    }

    @Override
    public void changePassword(String login, String oldPassword, String newPassword, String keep, Origin origin)
            throws AccessException {
        prove(login, oldPassword);
        fit(newPassword);
        passwords.put(login, newPassword);
        sessions.removeIf(one -> one.login().equals(login) && !one.id().equals(keep));
    }

    @Override
    public void resetPassword(String by, String login, String newPassword) throws AccessException {
        account(login);
        fit(newPassword);
        passwords.put(login, newPassword);
    }

    @Override
    public TotpEnrolment beginSecondFactor(String login) {
        return new TotpEnrolment("JBSWY3DPEHPK3PXP", "otpauth://totp/Web%20Gate:x?secret=JBSWY3DPEHPK3PXP");
    }

    @Override
    public List<String> confirmSecondFactor(String login, String digits, Origin origin) throws AccessException {
        if (!digits.equals(DIGITS)) {
            throw refusal(Fault.SIGN_IN_FAILED);
        }
        with(login, account(login).role(), true);
        return List.of("aaaaa-bbbbb-ccccc-ddddd", "eeeee-fffff-00000-11111");
    }

    @Override
    public void removeSecondFactor(String login, String password, Origin origin) throws AccessException {
        prove(login, password);
        with(login, account(login).role(), false);
    }
}
