// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.bench.MachineTime;
import io.webgate.license.api.Limit;
import io.webgate.license.format.KeyRing;
import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A home with documents and its store, and registries over it as they are after a restart of the host. One thread. */
final class BenchRegistry implements AutoCloseable {

    private static final Evidence NO_EVIDENCE = new Evidence() {
        @Override
        public int matchingGroups(String machineKey) {
            return 0;
        }

        @Override
        public Set<String> media() {
            return Set.of();
        }
    };

    private final MachineTime time;
    private final KeyRing ring;
    private final Path folder;
    private final OpenStore store;
    private final List<Path> files = new ArrayList<>();

    BenchRegistry(Path home, KeyRing ring, List<byte[]> documents, MachineTime time)
            throws IOException, StoreException {
        this.time = time;
        this.ring = ring;
        this.folder = Files.createDirectories(home.resolve("licenses"));
        for (int number = 0; number < documents.size(); number++) {
            Path file = folder.resolve(number + DiskFiles.SUFFIX);
            Files.write(file, documents.get(number));
            files.add(file);
        }
        this.store = Stores.embedded(home.resolve("var/webgate.db"), time);
    }

    /** By number of the terms. */
    List<Path> files() {
        return files;
    }

    /** From nothing until the limits are known: reads what is remembered, then every document. */
    RegistryCore restart() throws StoreException {
        RegistryCore core = new RegistryCore(
                new Home(folder, Optional.of(folder.resolveSibling("outside"))),
                true,
                new DiskFiles(),
                new Statements(ring, new StoredRecords(store)),
                new StoredRecords(store),
                new Timekeeper(
                        time,
                        time::nanos,
                        TimeMark.NONE,
                        IssuedDocuments.VENDOR,
                        () -> "A".repeat(32),
                        mark -> true,
                        () -> {}),
                NO_EVIDENCE);
        core.begin();
        core.play(Set.of(IssuedDocuments.APPLICATION));
        Catalogue.View catalogue = IssuedDocuments.catalogue();
        core.catalogue(keys -> catalogue);
        core.tick();
        requireReady(core);
        return core;
    }

    private void requireReady(RegistryCore core) {
        if (!core.snapshot().ready() || core.snapshot().licenses().size() != files.size()) {
            throw new IllegalStateException("The registry does not come to its limits: "
                    + core.snapshot().licenses().size() + " documents");
        }
    }

    /** What all modules add up to. */
    static long total(RegistryCore core) {
        return core.snapshot().limits().byModule().values().stream()
                .mapToLong(Limit::quantity)
                .sum();
    }

    @Override
    public void close() {
        store.close();
    }
}
