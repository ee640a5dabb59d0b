// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

/**
 * A session that has just begun.
 *
 * @param secret for the cookie, 256 random bits; shown here once and stored hashed
 */
public record NewSession(WebSession session, String secret) {

    /** Without the secret, so that no log ever holds it. */
    @Override
    public String toString() {
        return "NewSession[" + session.id() + "]";
    }
}
