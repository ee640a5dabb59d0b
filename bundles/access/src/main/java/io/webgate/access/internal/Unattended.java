// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the first account without a person at a browser: its password comes in a file, never in an argument. */
final class Unattended {

    /** Framework property with the path of the file; its first line is the password of {@link #LOGIN}. */
    static final String PROPERTY = "webgate.admin.password.file";

    static final String LOGIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Unattended.class);
    private static final int LARGEST = 4096;

    private Unattended() {}

    /** What is wrong with the file is an error in the log; the host starts all the same, and waits to be set up. */
    static void setUp(StoredAccounts accounts, Optional<String> file) {
        if (file.isEmpty() || file.get().isBlank() || accounts.isSetUp()) {
            return;
        }
        try {
            Path path = Path.of(file.get());
            if (Files.size(path) > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            String content = Files.readString(path, StandardCharsets.UTF_8);
            accounts.unattended(LOGIN, content.lines().findFirst().orElse(""));
            LOG.info("Account {} made with the password in {}", LOGIN, path);
        } catch (IOException | AccessException | IllegalArgumentException failure) {
            LOG.error(
                    "No account was made with the password in {}: {}. Mend the file and start again, or open the pages on"
                            + " this computer.",
                    file.get(),
                    why(failure));
        }
    }

    /** The file system names the file and leaves out what is wrong with it. */
    private static String why(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "the host may not read it";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String message = String.valueOf(failure.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
