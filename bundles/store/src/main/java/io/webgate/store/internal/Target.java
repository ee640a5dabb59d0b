// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Which database the settings mean.
 *
 * @param url empty: the embedded one
 * @param password the password itself, or {@code file:PATH} of a file that holds it
 */
record Target(Path home, String url, String user, String password) implements Opener.Opening {

    private static final String FILE = "file:";

    Target {
        url = url.strip();
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            // Not the whole: it may hold a password
            throw new IllegalArgumentException("Setting 'url' of io.webgate.store begins with '"
                    + url.substring(0, Math.min(url.length(), 16))
                    + "': leave it empty for the embedded database, or write jdbc:postgresql://host/database");
        }
    }

    @Override
    public OpenStore open(InstantSource time) throws StoreException {
        if (url.isEmpty()) {
            return Openings.embedded(home.resolve("var").resolve("store").resolve("webgate.db"), time);
        }
        return Openings.postgres(url, user, secret(), time);
    }

    /** Read at each opening, so that a file that comes late or changes is taken. */
    private String secret() throws StoreException {
        if (!password.startsWith(FILE)) {
            return password;
        }
        Path file = home.resolve(password.substring(FILE.length()));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StoreException(
                    Kind.FAILED,
                    "The file with the database password, " + file + " (setting 'password' of io.webgate.store), can't"
                            + " be read (" + e + "): make it, or correct the setting",
                    e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url.isEmpty() ? "embedded database in " + home : url.replaceFirst("\\?.*", "");
    }
}
