// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * What a time receipt must echo (R10), kept in a file: between a request and its answer by file there may be days and a
 * restart. The same until it is used up, so that an earlier request's answer is good too. Thread-safe.
 */
final class RequestNonce {

    private static final int BYTES = 24;
    private static final int MOST = 64;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final Path file;
    private final DocumentFiles files;
    private final IntFunction<byte[]> random;

    /** @param random so many bytes that nobody can guess */
    RequestNonce(Path file, DocumentFiles files, IntFunction<byte[]> random) {
        this.file = file;
        this.files = files;
        this.random = random;
    }

    /** The present one; made where there is none, or where what lies there is none. */
    synchronized String current() throws IOException {
        try {
            String kept = new String(files.read(file, MOST), StandardCharsets.US_ASCII).strip();
            if (FORM.matcher(kept).matches()) {
                return kept;
            }
            files.delete(file);
        } catch (NoSuchFileException absent) {
            // The first request
        }
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random.apply(BYTES));
        files.write(file, made.getBytes(StandardCharsets.US_ASCII));
        return made;
    }
}
