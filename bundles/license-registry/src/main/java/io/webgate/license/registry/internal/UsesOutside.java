// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.LicenseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The uses of break-glass licences once more, outside the home, so that a home put back from a copy of before still knows
 * them (R52, R59). It adds to what the store knows and never takes away: that it can't be read or written is told, and
 * hinders nothing.
 */
final class UsesOutside {

    static final String FILE = "break-glass";

    private static final int MOST = 1_048_576;
    private static final String BETWEEN = "\t";
    private static final int PARTS = 6;

    private static final Logger LOG = LoggerFactory.getLogger(UsesOutside.class);

    private final DocumentFiles files;
    private final Optional<Path> file;
    private boolean unread;

    /** @param folder of this home, outside of it; empty where the host has none */
    UsesOutside(DocumentFiles files, Optional<Path> folder) {
        this.files = files;
        this.file = folder.map(outside -> outside.resolve(FILE));
    }

    List<BreakGlassUse> read() {
        List<BreakGlassUse> uses = new ArrayList<>();
        unread = false;
        if (file.isEmpty()) {
            return uses;
        }
        try {
            new String(files.read(file.get(), MOST), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> use(line).ifPresent(uses::add));
        } catch (NoSuchFileException e) {
            LOG.debug("No break-glass licence was used yet: {}", file.get());
        } catch (IOException e) {
            unread = true;
            LOG.warn("What break-glass licences were used can't be read in {}: {}", file.get(), e.toString());
        }
        return uses;
    }

    private Optional<BreakGlassUse> use(String line) {
        String[] parts = line.split(BETWEEN, PARTS);
        try {
            return Optional.of(new BreakGlassUse(
                    parts[0],
                    new LicenseId(parts[1]),
                    new Activation(
                            Instant.ofEpochSecond(Long.parseLong(parts[2])),
                            parts[4],
                            parts[5],
                            LocalDate.parse(parts[3]))));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("A line of {} makes no sense and is left out: {}", file.orElseThrow(), e.toString());
            return Optional.empty();
        }
    }

    /**
     * Writes them, unless what lies there could not be read: it may hold more, and the next start brings both together.
     *
     * @param uses all that are known; what people typed in them is on one line and without tabs
     */
    void write(Collection<BreakGlassUse> uses) {
        if (file.isEmpty() || unread) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (BreakGlassUse use : uses) {
            lines.append(String.join(
                            BETWEEN,
                            use.vendor(),
                            use.license().value(),
                            Long.toString(use.activation().at().getEpochSecond()),
                            use.activation().lastDay().toString(),
                            use.activation().by(),
                            use.activation().reason()))
                    .append('\n');
        }
        try {
            files.replace(file.get(), lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("What break-glass licences were used can't be written to {}: {}", file.get(), e.toString());
        }
    }
}
