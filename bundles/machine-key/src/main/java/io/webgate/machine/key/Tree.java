// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a computer's root, real or recorded. What cannot be read has no value; it is never an exception. */
final class Tree {

    private static final Logger LOG = LoggerFactory.getLogger(Tree.class);
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int PAGE_HEADER = 4;

    private final Path root;
    private final Source source;

    Tree(Path root, Source source) {
        this.root = root;
        this.source = source;
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    /** A file's text as a component: in lower case, one space between words, placeholders absent. */
    Reading read(Path file) {
        try {
            return Reading.parse(text(file));
        } catch (NoSuchFileException e) {
            return Reading.ABSENT;
        } catch (AccessDeniedException e) {
            return Reading.DENIED;
        } catch (IOException e) {
            // Drivers answer so where the hardware has no such value
            LOG.debug("{} cannot be read", file, e);
            return Reading.ABSENT;
        }
    }

    /** As {@link #read} for a SCSI "unit serial number" page: four bytes in front of the text. */
    Reading readPage(Path file) {
        try {
            String page = text(file);
            return page.length() > PAGE_HEADER ? Reading.parse(page.substring(PAGE_HEADER)) : Reading.ABSENT;
        } catch (AccessDeniedException e) {
            return Reading.DENIED;
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return Reading.ABSENT;
        }
    }

    /** The raw text without space around it; empty if it cannot be read. */
    String raw(Path file) {
        try {
            return text(file).strip();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return "";
        }
    }

    /** A folder's entries, numbers in names by their value ({@code eth2} before {@code eth10}); empty if there is none. */
    List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Tree::sortKey)).toList();
        } catch (IOException e) {
            LOG.debug("{} cannot be listed", folder, e);
            return List.of();
        }
    }

    /** Where a chain of links ends. */
    Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            LOG.debug("{} leads nowhere", path, e);
            return Optional.empty();
        }
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Numbers in names by their value. */
    static String sortKey(Path path) {
        return DIGITS.matcher(name(path))
                .replaceAll(number -> "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
    }

    private String text(Path file) throws IOException {
        return new String(source.read(file), StandardCharsets.ISO_8859_1);
    }

    /** How a file is read. */
    @FunctionalInterface
    interface Source {
        byte[] read(Path file) throws IOException;
    }
}
