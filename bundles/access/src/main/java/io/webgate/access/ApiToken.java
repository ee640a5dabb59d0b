// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Role;

import java.time.Instant;

/**
 * An API token without its secret.
 *
 * @param id by which it is revoked
 * @param label what it is for
 * @param role what it may do
 */
public record ApiToken(String id, String label, Role role, Instant createdAt, String createdBy) {}
