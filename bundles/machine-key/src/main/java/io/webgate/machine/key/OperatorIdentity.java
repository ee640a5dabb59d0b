// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The identity that an operator gives to a computer without enough components of its own (R16): the random text in
 * {@code etc/identity}.
 */
final class OperatorIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorIdentity.class);
    private static final String FOLDER = "etc";
    private static final String NAME = "identity";
    private static final int SHORTEST = 16;
    private static final int MADE_BYTES = 16;

    private final PrivateFiles files;

    OperatorIdentity(PrivateFiles files) {
        this.files = files;
    }

    /**
     * The identity, made now if there is none.
     *
     * @param why what the computer lacks, for the log
     * @throws IOException if the file is too short, or cannot be read or made: what is wrong and what to do
     */
    String readOrMake(SecureRandom random, String why) throws IOException {
        Optional<String> given = read();
        if (given.isPresent()) {
            LOG.info("The machine key is weak: {}. The identity in {} takes the missing ones' place", why, path());
            return given.get();
        }
        byte[] bytes = new byte[MADE_BYTES];
        random.nextBytes(bytes);
        String made = HexFormat.of().formatHex(bytes);
        try {
            files.create(FOLDER, NAME, made + "\n");
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another program made {} at the same moment", path(), e);
            return read().orElseThrow(() -> e);
        } catch (IOException e) {
            throw new IOException(
                    "The machine key is weak (" + why + ") and " + path() + " cannot be made: " + e
                            + ". Put 32 random characters into that file",
                    e);
        }
        LOG.warn(
                "The machine key is weak: {}. Made {}, which takes the missing ones' place. Keep that file: without it"
                        + " licences for this key no longer fit. In a container put the home, or this file, on a volume",
                why,
                path());
        return made;
    }

    private Path path() {
        return files.path(FOLDER, NAME);
    }

    private Optional<String> read() throws IOException {
        String text;
        try {
            text = Files.readString(path()).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(path() + " cannot be read: " + e + ". Give it to the user of the service", e);
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length < SHORTEST) {
            throw new IOException(path() + " has " + length + " bytes of text, but at least " + SHORTEST
                    + " are needed. Put 32 random characters into it, or delete it so that one is made");
        }
        return Optional.of(text);
    }
}
