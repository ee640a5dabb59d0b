// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash chain of the journal (R56): each entry's hash covers the entry and the hash before it. */
final class JournalChain {

    /** The hash before the first entry. */
    static final String GENESIS = "0".repeat(64);

    private JournalChain() {}

    /** SHA-256 over previous hash, number, kind and body, separated by line feeds, which none of them contains. */
    static String hash(String previous, long seq, String kind, String body) {
        String text = previous + '\n' + seq + '\n' + kind + '\n' + body;
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
