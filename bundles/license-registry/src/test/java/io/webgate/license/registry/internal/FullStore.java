// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.store.Migration;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Work;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store that finds no room while a test says so, and counts what it refused. */
final class FullStore implements Store {

    private final Store store;
    volatile boolean full;
    final AtomicInteger refused = new AtomicInteger();

    FullStore(Store store) {
        this.store = store;
    }

    @Override
    public void migrate(String area, List<Migration> migrations) throws StoreException {
        store.migrate(area, migrations);
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        return store.read(work);
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        if (full) {
            refused.incrementAndGet();
            throw new StoreException(StoreException.Kind.FULL, "No space left on device");
        }
        return store.write(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Work<T> work) {
        return store.submit(work);
    }

    @Override
    public StoreState state() {
        return store.state();
    }
}
