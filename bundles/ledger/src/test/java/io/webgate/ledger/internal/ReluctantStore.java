// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.store.Migration;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Work;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * A real store whose answer to a commit can get lost on the way, as behind a network; and of which a ledger that was killed
 * gets no more, whatever its thread still does.
 */
final class ReluctantStore implements Store {

    /**
     * A write that waits.
     *
     * @param reached counted down when somebody is at it
     * @param goOn to be counted down by the test
     */
    record Hold(CountDownLatch reached, CountDownLatch goOn) {}

    private final Store real;
    private volatile boolean loseNext;
    private volatile boolean refuseThen;
    private volatile boolean refusing;
    private volatile boolean dead;
    private volatile @Nullable Hold hold;

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

    /** The next write waits for the test, so that what is asked for meanwhile is decided together. */
    Hold holdNextWrite() {
        Hold held = new Hold(new CountDownLatch(1), new CountDownLatch(1));
        hold = held;
        return held;
    }

    /** As after kill -9: the same store for who comes next, and nothing any more for who had this one. */
    ReluctantStore afterCrash() {
        dead = true;
        ReluctantStore next = new ReluctantStore(real);
        next.loseNext = loseNext;
        next.refuseThen = refuseThen;
        next.refusing = refusing;
        return next;
    }

    private void live() throws StoreException {
        if (dead) {
            throw new StoreException(StoreException.Kind.FAILED, "This process was killed");
        }
    }

    private void waitWhereHeld() {
        Hold held = hold;
        if (held == null) {
            return;
        }
        hold = null;
        held.reached().countDown();
        try {
            held.goOn().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> T write(Work<T> work) throws StoreException {
        live();
        waitWhereHeld();
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
        live();
        real.migrate(area, migrations);
    }

    @Override
    public <T> T read(Work<T> work) throws StoreException {
        live();
        return real.read(work);
    }

    @Override
    public <T> CompletionStage<T> submit(Work<T> work) {
        return dead
                ? CompletableFuture.failedFuture(
                        new StoreException(StoreException.Kind.FAILED, "This process was killed"))
                : real.submit(work);
    }

    @Override
    public StoreState state() {
        return real.state();
    }
}
