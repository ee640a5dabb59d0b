// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import io.webgate.store.Store;
import io.webgate.store.StoreException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rounds durable, each in one transaction, and keeps what could not be written until it can be. Ledger's thread,
 * but for {@link #verdicts}.
 */
final class Recorder {

    /** Numbers are marked as used this many at a time, so that not every grant writes the mark. */
    private static final long MARK_AHEAD = 1000;

    private final Store store;
    private final List<Entry> pending = new ArrayList<>();
    private String hash = JournalChain.GENESIS;
    private long marked;
    /** What was left of each life at the last orderly end is true for one start only; cleared with the first write. */
    private boolean leftIsOld;

    Recorder(Store store) {
        this.store = store;
    }

    LedgerTables.Recovered recover(Instant now) throws StoreException {
        store.migrate(LedgerTables.AREA, LedgerTables.MIGRATIONS);
        LedgerTables.Recovered recovered = store.read(connection -> LedgerTables.recover(connection, now));
        hash = recovered.lastHash();
        marked = 0;
        leftIsOld = true;
        return recovered;
    }

    /** Whether the journal ends where this ledger left it; false after a failed commit that reached the disk after all. */
    boolean isWhereWeLeftIt() throws StoreException {
        return store.read(connection -> LedgerTables.lastHash(connection)).equals(hash);
    }

    /** What is durable, where a commit reached the disk without our knowing; see {@link #write(Round, String)}. */
    LedgerTables.Recovered reread(Instant now) throws StoreException {
        return store.read(connection -> LedgerTables.recover(connection, now));
    }

    /** Numbers of those among the verdicts that the journal has. */
    Set<Long> known(List<Verdict> verdicts) throws StoreException {
        return store.read(connection -> LedgerTables.known(connection, verdicts));
    }

    /** Goes into the journal before anything else does; nothing is written for its sake alone. */
    void precede(Entry entry) {
        pending.add(entry);
    }

    /** Writes what is pending, then the round; all of it or nothing. */
    void write(Round round) throws StoreException {
        List<Entry> entries = new ArrayList<>(pending);
        entries.addAll(round.entries);
        write(entries, round.keys, round.state, hash);
    }

    /**
     * Writes a round behind what is durable, with the documents that came meanwhile. The rest of what was pending is
     * forgotten with that, since it was numbered after another past, but not before: as long as this fails the ledger does
     * not know where the journal ends.
     */
    void write(Round round, String durable) throws StoreException {
        List<Entry> entries = new ArrayList<>(
                pending.stream().filter(Entry.DocumentKept.class::isInstance).toList());
        entries.addAll(round.entries);
        write(entries, round.keys, round.state, durable);
    }

    /** Limits that wait to be written, oldest first. */
    List<Recorded.Told> pendingLimits() {
        List<Recorded.Told> told = new ArrayList<>();
        for (Entry entry : pending) {
            if (entry instanceof Entry.Inputs inputs) {
                for (Recorded recorded : inputs.recorded()) {
                    if (recorded instanceof Recorded.Changed changed
                            && changed.change() instanceof Change.NewLimits fresh) {
                        told.add(new Recorded.Told(fresh.limits(), changed.documents()));
                    }
                }
            }
        }
        return told;
    }

    private void write(List<Entry> entries, List<LedgerTables.KeyRow> keys, State after, String before)
            throws StoreException {
        long next = Math.max(after.nextOrder(), after.nextFence());
        long mark = next > marked ? next + MARK_AHEAD : marked;
        hash = store.write(connection -> {
            String last = before;
            for (Entry entry : entries) {
                last = LedgerTables.write(connection, entry, last);
            }
            for (LedgerTables.KeyRow key : keys) {
                LedgerTables.writeKey(connection, key);
            }
            if (leftIsOld) {
                LedgerTables.clearLeft(connection);
            }
            if (mark > marked) {
                LedgerTables.writeMark(connection, "numbers", mark);
            }
            return last;
        });
        marked = mark;
        leftIsOld = false;
        pending.clear();
    }

    /**
     * Keeps what is in force but not durable (R56). Seats of the round that failed are ended as well: nobody can know
     * whether the failed transaction reached the disk after all.
     */
    void postpone(Round failed, Round inForce) {
        for (Entry entry : failed.entries) {
            if (entry instanceof Entry.SeatTaken taken) {
                pending.add(new Entry.SeatEnded(
                        taken.seat(), io.webgate.license.api.EndReason.CLOSED, java.util.Optional.empty()));
            }
        }
        pending.addAll(inForce.entries);
    }

    /** Whether anything that came about waits to be written; how it came about alone is no reason to try. */
    boolean hasPending() {
        return pending.stream().anyMatch(entry -> !(entry instanceof Entry.Inputs));
    }

    boolean storeIsWell() {
        return store.state().isOk();
    }

    void forgetKeys(long upToMillis) throws StoreException {
        store.write(connection -> {
            LedgerTables.forgetKeysBefore(connection, upToMillis + 1);
            return true;
        });
    }

    /** Notes what was left of each seat's life when the ledger closes in order. */
    void close(Map<SeatId, Long> leftMillis, Instant now) throws StoreException {
        store.write(connection -> {
            for (Map.Entry<SeatId, Long> left : leftMillis.entrySet()) {
                LedgerTables.writeLeft(connection, left.getKey(), left.getValue());
            }
            LedgerTables.writeMark(connection, "closed-at", now.toEpochMilli());
            return true;
        });
    }

    /** Any thread. */
    List<JournalEntry> verdicts(int most) throws StoreException {
        return store.read(connection -> LedgerTables.verdicts(connection, most));
    }
}
