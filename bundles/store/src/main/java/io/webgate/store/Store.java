// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A database with one writer and several readers. Safe for any number of threads.
 *
 * <p>"Durable" means that the database has synchronised its log to disk: what was answered survives {@code kill -9} and
 * loss of power (R8, R56, R75). A failure is never an answer that looks like success; see {@link StoreException.Kind}.
 */
@ProviderType
public interface Store {

    /**
     * Brings the tables of one area up to date: each migration that this database has not had runs in a transaction of
     * its own, once. Blocks until done; call it on start, before any other use of the area.
     *
     * @param area whose tables, e.g. {@code ledger}; areas are independent of each other
     * @param migrations all that exist, ascending by number; those of the past stay in the list unchanged
     * @throws StoreException {@code NEWER} if a newer version of the program has migrated the database; {@code FAILED}
     *     if a migration was changed after it had been applied, or a statement fails (then nothing of it stays)
     */
    void migrate(String area, List<Migration> migrations) throws StoreException;

    /**
     * Runs a work that only reads, on one consistent snapshot, while others write. Waits at most 30 seconds for a free
     * connection. To write here fails with {@code READ_ONLY}.
     */
    <T> T read(Work<T> work) throws StoreException;

    /**
     * Runs a work in a transaction and returns when it is durable. Runs on the caller's own thread if nothing else is
     * being written, else it joins the group commit. Must not be called from a work or from a dependent action of a
     * {@link #submit} stage (that throws {@link IllegalStateException}: it would wait for itself). A runtime exception
     * of the work comes out as it is. An interrupt does not end the waiting; the flag stays set.
     */
    <T> T write(Work<T> work) throws StoreException;

    /**
     * Queues a work for the next group commit and returns at once. One thread takes all that is queued, runs it in the
     * order of submission in one transaction, commits once and completes the stages after the commit.
     *
     * <p>If a work throws, the transaction is rolled back, the works before it are run again and committed, the failing
     * one is run again by itself, and the rest goes on: it alone fails, and the order stays. So every work may run more
     * than once; see {@link Work}.
     *
     * <p>The stage fails with {@link StoreException}, or with the runtime exception of the work. After an input/output
     * error in the commit itself nobody can know whether the group is durable; the message says so, the works are not
     * repeated, and the database is opened anew from disk before anything else is written.
     *
     * <p>Dependent actions run on the store's thread: keep them short and never block in them, or use the
     * {@code …Async} methods.
     */
    <T> CompletionStage<T> submit(Work<T> work);

    /**
     * How the last attempt to write went; a cheap volatile read. While it is not OK the store itself tries about once a
     * second whether it can write again, so the state heals without anyone writing.
     */
    StoreState state();
}
