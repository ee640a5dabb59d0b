// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Picture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest picture behind one volatile read, and who wants to hear of each. Published by the ledger's thread alone. */
final class Pictures {

    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    private final CopyOnWriteArrayList<Consumer<Picture>> listeners = new CopyOnWriteArrayList<>();
    private volatile StatePicture newest = new StatePicture(0, State.EMPTY, List.of(Waits.reading()));

    StatePicture newest() {
        return newest;
    }

    AutoCloseable listen(Consumer<Picture> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** @param trouble why the ledger can't work at all; empty: it can */
    void publish(State shown, List<LocalizedText> trouble) {
        StatePicture fresh = new StatePicture(newest.generation() + 1, shown, trouble);
        newest = fresh;
        for (Consumer<Picture> listener : listeners) {
            try {
                listener.accept(fresh);
            } catch (RuntimeException e) {
                LOG.error("A listener of the ledger has failed", e);
            }
        }
    }
}
