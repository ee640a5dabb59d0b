// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.store.Migration;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Work;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A real store whose answer to a commit can get lost on the way, as behind a network. */
final class ReluctantStore implements Store {

    private final Store real;
    private volatile boolean loseNext;
    private volatile boolean refuseThen;
    private volatile boolean refusing;

    ReluctantStore(Store real) {
        this.real = real;
    }

    void loseNextAnswer() {
        loseNext = true;
    }

    /** The next commit reaches the disk without an answer, and nothing after it does until {@link #refuse} says so. */
    void loseNextAnswerAndRefuse() {
        refuseThen = true;
        loseNext = true;
    }

    /** As on a full disk. */
    void refuse(boolean all) {
        refusing = all;
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        if (refusing) {
            throw new StoreException(StoreException.Kind.FAILED, "No space left");
        }
        T value = real.write(work);
        if (loseNext) {
            loseNext = false;
            refusing = refuseThen;
            refuseThen = false;
            throw new StoreException(StoreException.Kind.FAILED, "The answer to the commit was lost");
        }
        return value;
    }

    @Override
    public void migrate(String area, List<Migration> migrations) throws StoreException {
        real.migrate(area, migrations);
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        return real.read(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Work<T> work) {
        return real.submit(work);
    }

    @Override
    public StoreState state() {
        return real.state();
    }
}
