// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;

/**
 * API tokens, enrolments, devices and the record of administrative acts. What returns has been made durable; what is
 * revoked counts for nothing from the call on, also where the store fails. Thread-safe; calls may block on the store.
 *
 * <p>{@code by} is the name of the caller, as the record shows it. A creating call with the {@link IdempotencyKey} of an
 * earlier one answers the same again for a day; with another digest it fails with {@link
 * AccessException.Fault#KEY_REUSED}.
 */
@ProviderType
public interface Access {

    /** Finds out who presents a bearer token. Never touches the store, so it works while the store fails (R56). */
    Authentication authenticate(String bearer, Origin origin);

    /** Makes an API token; its secret is shown here once and stored hashed. */
    NewToken createToken(String by, String label, Role role, Optional<IdempotencyKey> key) throws AccessException;

    /** The API tokens that are valid, oldest first; without the local one of the command line. */
    List<ApiToken> tokens() throws AccessException;

    /** Ends an API token at once. False where there is no such token. */
    boolean revokeToken(String by, String id) throws AccessException;

    /** Makes a one-time code by which a device gets its token (D8, R62). */
    EnrolmentCode enrol(String by, EnrolmentRequest request, Optional<IdempotencyKey> key) throws AccessException;

    /**
     * Exchanges a one-time code for a device token. Works once per code, within its time; failed attempts are limited
     * per origin.
     *
     * @param typed the code in any case, with any dashes, spaces and Cyrillic look-alikes (R101)
     */
    NewDevice redeem(String typed, Origin origin, Optional<IdempotencyKey> key) throws AccessException;

    /** The enrolled devices, oldest first. */
    List<Device> devices() throws AccessException;

    /** Ends a device's token at once: it is blocked until it is allowed again. False where there is no such device. */
    boolean revokeDevice(String by, String device) throws AccessException;

    /** The devices that were revoked and can be allowed again, the last one first; the newest {@code most} of them. */
    default List<Device> blockedDevices(int most) throws AccessException {
        return List.of();
    }

    /** Lets a revoked device in again, with the token and the claims that it had. False where no such one is revoked. */
    default boolean allowDevice(String by, String device) throws AccessException {
        return false;
    }

    /**
     * Records an administrative act done elsewhere. Returns at once; a record that can't be written is logged, since
     * the act has happened already.
     *
     * @param what in one word: {@code license-installed}
     * @param subject to what: a licence id, a seat
     * @param outcome {@code done}, or the code of the refusal
     */
    void record(String by, String what, String subject, String outcome);

    /** The recorded acts, newest first. */
    List<Act> acts(int most) throws AccessException;

    /** The answer kept for this key, for acts whose effect is not this service's own. */
    Optional<String> replay(IdempotencyKey key) throws AccessException;

    /** Keeps an answer for a day under this key, encrypted. */
    void remember(IdempotencyKey key, String answer) throws AccessException;

    /** What keeps the store from being written, in words for an operator; empty where nothing does. One cheap read. */
    Optional<String> storeTrouble();
}
