// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Role;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's account.
 *
 * @param login by which the person signs in; lower case
 * @param role what the person may do
 * @param secondFactor whether six digits are asked for besides the password
 * @param lastSignIn when the person last signed in
 */
public record Account(
        String login,
        Role role,
        boolean secondFactor,
        Instant createdAt,
        String createdBy,
        Optional<Instant> lastSignIn) {}
