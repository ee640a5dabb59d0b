// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Role;

import java.time.Instant;

/**
 * A browser that is signed in.
 *
 * @param id names the session in lists; no secret
 * @param login whose it is
 * @param formToken what every form of this session sends back (CSRF); differs from the cookie
 * @param agent the browser as it named itself
 * @param address from where it signed in
 * @param endsAt when it ends whatever happens
 */
public record WebSession(
        String id,
        String login,
        Role role,
        String formToken,
        String agent,
        String address,
        Instant signedInAt,
        Instant lastSeenAt,
        Instant endsAt) {

    /** Request attribute that holds the session where a browser's cookie was accepted. */
    public static final String ATTRIBUTE = "io.webgate.session";
}
