// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * The one-time token by which the first account is made: a file for the owner's eyes only. Who can read the file may set
 * the host up, and nobody else. It outlives a restart, so that setting up can go on where it was. Thread-safe.
 */
final class FirstRunToken {

    static final String FILE = "first-run-token";

    private static final String PREFIX = "wgf_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final Path folder;
    private final String token;

    private FirstRunToken(Path folder, String token) {
        this.folder = folder;
        this.token = token;
    }

    /** The token in this folder; a new one where there is none, or something else. */
    static FirstRunToken in(Path folder, Secrets secrets) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file) && Files.size(file) < 256) {
            String kept = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            if (FORM.matcher(kept).matches()) {
                return new FirstRunToken(folder, kept);
            }
        }
        String token = secrets.token(PREFIX);
        OwnerFile.write(folder, FILE, (token + "\n").getBytes(StandardCharsets.UTF_8));
        return new FirstRunToken(folder, token);
    }

    boolean matches(String typed) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), typed.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the token. */
    void delete() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
