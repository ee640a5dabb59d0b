// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The drive letters of this computer, as Java sees them. */
final class SystemDrives implements WindowsMedia.Drives {

    private static final Logger LOG = LoggerFactory.getLogger(SystemDrives.class);

    private final FileSystem files;

    SystemDrives(FileSystem files) {
        this.files = files;
    }

    @Override
    public Set<String> letters() {
        Set<String> letters = new TreeSet<>();
        for (Path root : files.getRootDirectories()) {
            letters.add(root.toString().replace("\\", ""));
        }
        return letters;
    }

    @Override
    public Optional<String> serial(String letter) {
        try {
            return Optional.of(String.valueOf(
                    Files.getFileStore(files.getPath(letter + "\\")).getAttribute("volume:vsn")));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} has no volume", letter, e);
            return Optional.empty();
        }
    }
}
