// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

/** A new API token with its secret, which is shown this once. */
public record NewToken(ApiToken token, String secret) {

    /** Without the secret, so that no log ever holds it. */
    @Override
    public String toString() {
        return "NewToken[" + token.id() + "]";
    }
}
