// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

/**
 * A second factor to be confirmed (RFC 6238: SHA-1, six digits, 30 seconds, as every authenticator takes it).
 *
 * @param secret base 32, to be typed
 * @param uri {@code otpauth://totp/…}, to be scanned
 */
public record TotpEnrolment(String secret, String uri) {

    /** Without the secret, so that no log ever holds it. */
    @Override
    public String toString() {
        return "TotpEnrolment[]";
    }
}
