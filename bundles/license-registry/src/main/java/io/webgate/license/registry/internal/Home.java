// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where documents lie. Names of files are chosen here, never by who sends a document.
 *
 * @param outside a folder of this home that does not lie in it; empty where the host has none
 */
record Home(Path documents, Optional<Path> outside) {

    Home(Path documents) {
        this(documents, Optional.empty());
    }

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    Path damaged() {
        return documents.resolve("damaged");
    }

    Path archive() {
        return documents.resolve("archive");
    }

    /** A name of its own for a new document; another file, were it a like-named one of another vendor, is not replaced. */
    Path fileFor(LicenseId id, String sha256, DocumentFiles files) {
        // A colon is no character of a file name everywhere, and the percent sign is none of an id
        String name = id.value().replace(":", "%3A");
        Path plain = documents.resolve(name + DiskFiles.SUFFIX);
        return files.exists(plain) ? documents.resolve(name + "~" + sha256.substring(0, 16) + DiskFiles.SUFFIX) : plain;
    }

    /** Where a file goes that is removed: its name with the time, and a number where that is taken. */
    Path archived(Path file, Instant now, DocumentFiles files) {
        String name = String.valueOf(file.getFileName());
        String base =
                name.endsWith(DiskFiles.SUFFIX) ? name.substring(0, name.length() - DiskFiles.SUFFIX.length()) : name;
        String stamped = base + "." + STAMP.format(now);
        Path target = archive().resolve(stamped + DiskFiles.SUFFIX);
        for (int number = 2; files.exists(target); number++) {
            target = archive().resolve(stamped + "-" + number + DiskFiles.SUFFIX);
        }
        return target;
    }
}
