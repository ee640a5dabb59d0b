// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells at once which files of a folder may have changed, as far as the system tells. A hint and nothing more: on a network
 * mount, after a remount, or where the system has no watch left to give, it is silent, and the folder is polled anyway.
 */
final class FolderWatch implements AutoCloseable {

    /** So often a folder that can't be watched is tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final Consumer<Collection<Path>> changed;
    private final @Nullable WatchService watcher;
    private @Nullable WatchKey watching;
    private boolean told;

    /**
     * Begins to watch; it tells on a thread of its own.
     *
     * @param folder it may come later, and go and come again
     * @param changed told of documents alone, of each once for events that came together; on the thread of the watch, and
     *     it must not block
     */
    FolderWatch(Path folder, Consumer<Collection<Path>> changed) {
        this.folder = folder;
        this.changed = changed;
        this.watcher = open(folder);
        if (watcher != null) {
            // Before anybody goes on: what happens in the folder from now on is told of
            watch(watcher);
            Thread thread = new Thread(() -> run(watcher), "webgate-license-folder");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static @Nullable WatchService open(Path folder) {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info(
                    "Changes of {} are found by looking at it, the system does not tell of them: {}",
                    folder,
                    e.toString());
            return null;
        }
    }

    private void run(WatchService service) {
        try {
            while (true) {
                watch(service);
                WatchKey key =
                        watching == null ? service.poll(AGAIN.toMillis(), TimeUnit.MILLISECONDS) : service.take();
                if (key != null) {
                    tell(key);
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("Folder {} is watched no more", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Changes of {} are found by looking at it from now on, watching failed", folder, e);
        }
    }

    private void watch(WatchService service) {
        if (watching != null) {
            return;
        }
        try {
            watching = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOG.debug("Folder {} can't be watched yet", folder, e);
            }
            told = true;
        }
    }

    private void tell(WatchKey key) {
        Set<Path> files = new LinkedHashSet<>();
        for (WatchEvent<?> event : key.pollEvents()) {
            // An overflow has no name: what it swallowed is found by the next look
            if (event.context() instanceof Path name && name.toString().endsWith(DiskFiles.SUFFIX)) {
                files.add(folder.resolve(name));
            }
        }
        if (!key.reset()) {
            watching = null;
        }
        if (!files.isEmpty()) {
            changed.accept(files);
        }
    }

    /** Safe to call twice. */
    @Override
    public void close() {
        if (watcher != null) {
            try {
                watcher.close();
            } catch (IOException e) {
                LOG.debug("The watch of {} can't be closed", folder, e);
            }
        }
    }
}
