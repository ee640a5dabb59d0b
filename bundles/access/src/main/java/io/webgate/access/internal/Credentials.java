// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.ApiToken;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Every token that counts, in memory under its hash: authentication needs no store, so what is served goes on while the
 * disk fails (R56), and what is revoked ends at once. Thread-safe.
 */
final class Credentials {

    private static final Caller LOCAL = new Caller("local", Optional.of(Role.ADMIN), Optional.empty());

    private final ConcurrentMap<String, Caller> byHash = new ConcurrentHashMap<>();
    private final byte[] localHash;

    /** @param localToken the token of the local command line, in {@code var/admin-token} */
    Credentials(String localToken) {
        this.localHash = bytes(localToken);
    }

    /** Whose token this is. The local one counts from this computer alone. */
    Optional<Caller> caller(String token, boolean local) {
        if (MessageDigest.isEqual(localHash, bytes(token))) {
            return local ? Optional.of(LOCAL) : Optional.empty();
        }
        return Optional.ofNullable(byHash.get(Secrets.hash(token)));
    }

    void add(Tables.Hashed<ApiToken> token) {
        ApiToken value = token.value();
        byHash.put(
                token.hash(),
                new Caller(value.label() + " (" + value.id() + ")", Optional.of(value.role()), Optional.empty()));
    }

    void add(String hash, Caller.Enrolment device) {
        byHash.put(hash, new Caller(device.device(), Optional.empty(), Optional.of(device)));
    }

    void removeToken(String id) {
        byHash.values()
                .removeIf(caller -> caller.role().isPresent() && caller.name().endsWith("(" + id + ")"));
    }

    void removeDevice(String device) {
        byHash.values().removeIf(caller -> caller.enrolment()
                .filter(own -> own.device().equals(device))
                .isPresent());
    }

    private static byte[] bytes(String token) {
        return Secrets.hash(token).getBytes(StandardCharsets.UTF_8);
    }
}
