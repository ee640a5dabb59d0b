// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One step in the life of an area's tables.
 *
 * @param number its place in the order, from 1
 * @param name for people, e.g. {@code seats}
 * @param statements one SQL statement each, the same text for SQLite and PostgreSQL, without parameters
 */
public record Migration(int number, String name, List<String> statements) {

    public Migration {
        if (number < 1) {
            throw new IllegalArgumentException("Migration number " + number + " of '" + name + "' is below 1");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("Migration " + number + " has no name");
        }
        if (statements.isEmpty() || statements.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "Migration " + number + " '" + name + "' has an empty statement or none");
        }
        statements = List.copyOf(statements);
    }

    public static Migration of(int number, String name, String... statements) {
        return new Migration(number, name, List.of(statements));
    }

    /** SHA-256 over the statements, in hexadecimal; the name may be corrected later. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String statement : statements) {
                digest.update(statement.getBytes(StandardCharsets.UTF_8));
                // 0 cannot occur in SQL, so two lists with the same digest are the same list
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
