// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the components that only root can read (R15) in {@code var/machine-components}, mode 0600. Service set-up reads
 * them once as root; afterwards the service's own user takes them from here. A component that is gone is never taken
 * from here, nor anything that was kept on a computer of another model. What was kept before this start of the computer
 * counts, so that no shop stands still, and is told: the disk may have come from another computer of the same model (R16).
 */
final class ComponentCache {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentCache.class);
    private static final String FOLDER = "var";
    private static final String NAME = "machine-components";
    private static final String MODEL = "model";
    private static final String BOOT = "boot";

    private final PrivateFiles files;

    ComponentCache(PrivateFiles files) {
        this.files = files;
    }

    /**
     * What is known of a computer.
     *
     * @param components the values
     * @param remembered of these, the ones that nobody has read since this start of the computer
     */
    record Known(Map<ComponentName, String> components, Set<ComponentName> remembered) {}

    /** What is present, with what this user may not read taken from what was kept; keeps what is new. */
    Known complete(Machine machine) {
        Map<String, String> kept = load();
        boolean sameModel = kept.getOrDefault(MODEL, "").equals(machine.model());
        Map<ComponentName, String> components = new EnumMap<>(ComponentName.class);
        Set<ComponentName> old = EnumSet.noneOf(ComponentName.class);
        Map<String, String> keep = new TreeMap<>();
        for (ComponentName name : ComponentName.values()) {
            Reading reading = machine.reading(name);
            String before = name.isRootOnly() && sameModel ? kept.getOrDefault(name.code(), "") : "";
            if (reading.isPresent()) {
                components.put(name, reading.value());
            } else if (reading.state() == Reading.State.DENIED && !before.isEmpty()) {
                components.put(name, before);
                old.add(name);
            }
            if (name.isRootOnly() && components.containsKey(name)) {
                keep.put(name.code(), components.get(name));
            }
        }
        if (!kept.isEmpty() && !sameModel) {
            LOG.warn("The components in {} were read on a computer of another model and count for nothing", path());
        }
        // what root wrote in this very start stays true when a user who may read only some of it writes the file anew
        boolean readSinceStart = !machine.boot().isEmpty() && machine.boot().equals(kept.getOrDefault(BOOT, ""));
        boolean readAnew = machine.readings().entrySet().stream()
                .anyMatch(
                        entry -> entry.getKey().isRootOnly() && entry.getValue().isPresent());
        if (readAnew) {
            keep.put(MODEL, machine.model());
            if ((old.isEmpty() && !machine.boot().isEmpty()) || readSinceStart) {
                keep.put(BOOT, machine.boot());
            }
            if (!keep.equals(kept)) {
                save(keep);
            }
        }
        return new Known(components, readSinceStart ? Set.of() : old);
    }

    private Path path() {
        return files.path(FOLDER, NAME);
    }

    private Map<String, String> load() {
        try {
            List<String> lines = Files.readAllLines(path());
            Map<String, String> kept = new TreeMap<>();
            for (String line : lines) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    kept.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return kept;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); run 'webgate key' once as root to make it anew", path(), e.toString());
            return Map.of();
        }
    }

    private void save(Map<String, String> keep) {
        StringBuilder text = new StringBuilder();
        keep.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            files.replace(FOLDER, NAME, text.toString());
            LOG.info("Kept the components that only root can read in {}", path());
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); only root will see the whole machine key", path(), e.toString());
        }
    }
}
