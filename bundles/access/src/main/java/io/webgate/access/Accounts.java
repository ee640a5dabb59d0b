// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Role;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;

/**
 * People: accounts, signing in and out, sessions of browsers, second factors. There is no default account and no default
 * password: the first one is made with the one-time token that the host leaves in {@code var/first-run-token} (ASVS 6.3.2).
 * Thread-safe; calls may block on the store and on the password hash, of which at most two are computed at a time.
 */
@ProviderType
public interface Accounts {

    /** Whether somebody can sign in; false until the first account is there. One cheap read. */
    boolean isSetUp();

    /**
     * Makes the first account, an administrator, and signs it in. The token then counts for nothing.
     *
     * @throws AccessException where the token is wrong, there is an account already, or the password won't do
     */
    NewSession setUp(String firstRunToken, String login, String password, Origin origin, String agent)
            throws AccessException;

    /**
     * Signs in.
     *
     * @param secondFactor the six digits or a recovery code; empty text where none was typed
     * @param agent the browser as it names itself, for the list of sessions; shortened and without controls
     * @return a fresh session, never one that was there before (T47)
     * @throws AccessException {@code SIGN_IN_FAILED} whether the login, the password or the digits were wrong;
     *     {@code SECOND_FACTOR_NEEDED} where the password is right and digits are asked for
     */
    NewSession signIn(String login, String password, String secondFactor, Origin origin, String agent)
            throws AccessException;

    /**
     * The session behind a cookie; empty where it ended, idled out or never was. Never blocks.
     *
     * @param used a person did something, which keeps the session alive; false where a page merely refreshed itself
     */
    Optional<WebSession> session(String secret, boolean used);

    /** Ends a session at once. */
    void signOut(String secret);

    /** The sessions of an account that are alive, newest first. */
    List<WebSession> sessions(String login);

    /** Ends a session of an account by its id. False where there is none. */
    boolean endSession(String by, String login, String sessionId) throws AccessException;

    /** Every account, by login. */
    List<Account> accounts() throws AccessException;

    /** Makes an account. */
    Account create(String by, String login, String password, Role role) throws AccessException;

    /** Gives an account another role; the last administrator keeps his. */
    void changeRole(String by, String login, Role role) throws AccessException;

    /** Removes an account and ends its sessions; the last administrator stays. False where there is none. */
    boolean remove(String by, String login) throws AccessException;

    /**
     * Changes the own password; who asks proves it by the old one. Every other session of the account ends.
     *
     * @param keep the session that goes on
     */
    void changePassword(String login, String oldPassword, String newPassword, String keep, Origin origin)
            throws AccessException;

    /** An administrator gives another account a new password and ends its sessions. */
    void resetPassword(String by, String login, String newPassword) throws AccessException;

    /** Begins a second factor: a fresh secret that counts only once it is confirmed. */
    TotpEnrolment beginSecondFactor(String login) throws AccessException;

    /** Confirms the second factor by its six digits; returns the recovery codes, shown this once. */
    List<String> confirmSecondFactor(String login, String digits, Origin origin) throws AccessException;

    /** Takes the second factor away; who asks proves it by the password. */
    void removeSecondFactor(String login, String password, Origin origin) throws AccessException;
}
