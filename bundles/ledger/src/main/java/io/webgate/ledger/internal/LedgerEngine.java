// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Verdict;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.pcollections.PMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One queue, one thread (D4): take what is there, decide it, make it durable in one transaction, publish the picture,
 * answer. While a transaction is on its way to the disk the next batch gathers; that is the group commit.
 *
 * <p>Permission waits for the commit. A restriction is published before it, and stays in force when the commit fails; it
 * is written as soon as the store can be written again (R56).
 */
final class LedgerEngine implements Ledger, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerEngine.class);
    private static final int MOST_OF_BATCH = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TrustedTime time;
    private final Recorder recorder;
    private final Leases leases;
    private final Activity activity = new Activity();
    private final Keys keys = new Keys();
    private final Refusals refusals = new Refusals();
    private final RefusalNotes notes = new RefusalNotes();
    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final Pictures pictures = new Pictures();
    private final Peaks peaks = new Peaks();
    private final HistoryKeeper history;
    private final Thread thread;
    private volatile boolean closed;

    private volatile List<LocalizedText> newHindrances = List.of();

    // the ledger's thread alone
    private State state = State.EMPTY;
    private String toldOfStore = "";
    private List<LocalizedText> hindrances = List.of();
    private Instant keysForgotten = Instant.EPOCH;

    LedgerEngine(Store store, TrustedTime time) {
        this.time = time;
        this.recorder = new Recorder(store);
        this.leases = new Leases(time.nanos());
        this.history = new HistoryKeeper(store, pictures::newest, peaks, refusals, time);
        this.thread = new Thread(this::run, "webgate-ledger");
        thread.setDaemon(true);
    }

    /** Reads what is durable and begins to serve the queue, on the ledger's own thread. */
    LedgerEngine start() {
        thread.start();
        return this;
    }

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        return submit(change, key, List.of());
    }

    /** New limits, with the documents that they are made of. */
    CompletionStage<Reply> submit(Limits limits, List<SignedFile> documents) {
        return submit(new Change.NewLimits(limits), IdempotencyKey.none(), documents);
    }

    private CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key, List<SignedFile> documents) {
        if (change instanceof Change.KeepAlive alive) {
            return CompletableFuture.completedFuture(kept(alive.seat()));
        }
        Item item = new Item(change, key, new CompletableFuture<>(), documents);
        queue.add(item);
        if (closed) {
            refuseAll(List.of(item));
        }
        return item.answer();
    }

    private Reply kept(SeatId id) {
        State seen = pictures.newest().state();
        Seat seat = seen.seats().get(id);
        if (seat == null || !keepAlive(id)) {
            return Decide.unknownSeat(seen, id);
        }
        return Decide.again(seen, seat, true);
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        return leases.keepAlive(seat, time.nanos());
    }

    @Override
    public Picture picture() {
        return pictures.newest();
    }

    @Override
    public Preview preview(Limits limits) {
        return Previews.of(pictures.newest().state(), limits, time.instant());
    }

    @Override
    public Preview simulate(ModuleId module, long more) {
        return Previews.simulated(pictures.newest().state(), module, more, activity, time.instant());
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        Leases.Life life = leases.life(seat, time.nanos());
        if (life == null) {
            return Optional.empty();
        }
        Instant now = time.instant();
        return Optional.of(new SeatLife(
                now.minusNanos(life.sinceNanos()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                now.plusNanos(life.leftNanos()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS)));
    }

    @Override
    public List<JournalEntry> verdicts(int most) {
        try {
            return recorder.verdicts(most);
        } catch (StoreException e) {
            throw new IllegalStateException("The journal can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<RefusalCount> refusals() {
        return refusals.counts();
    }

    @Override
    public AutoCloseable onPicture(Consumer<Picture> listener) {
        return pictures.listen(listener);
    }

    /** The use of the modules over time; whoever has the engine lets it look. */
    HistoryKeeper history() {
        return history;
    }

    /** What keeps the ledger from being relied on, found outside it, such as a meter that fails; empty: nothing. */
    void hinder(List<LocalizedText> found) {
        if (!found.equals(newHindrances)) {
            newHindrances = List.copyOf(found);
            queue.add(Item.of(new Change.TimePassed(List.of())));
        }
    }

    // ------------------------------------------------------------------ the ledger's thread

    private void run() {
        try {
            if (recover()) {
                serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The ledger has failed; the gate can't run without it", e);
        } finally {
            closed = true;
            pictures.publish(State.EMPTY, List.of(Waits.stopped()));
            refuseAll(List.copyOf(queue));
        }
    }

    private boolean recover() throws InterruptedException {
        String told = "";
        while (!closed) {
            try {
                Instant now = time.instant();
                take(recorder.recover(now), now);
                return true;
            } catch (StoreException | RuntimeException e) {
                String trouble = String.valueOf(e.getMessage());
                if (!trouble.equals(told)) {
                    LOG.error("The ledger can't be read; the gate stays closed until it can", e);
                    told = trouble;
                }
                pictures.publish(State.EMPTY, List.of(Waits.unreadable(trouble)));
                answerStarting();
            }
        }
        return false;
    }

    /** Waits for a second, refusing whoever asks in the meantime. */
    private void answerStarting() throws InterruptedException {
        Item item = queue.poll(RETRY_NANOS, TimeUnit.NANOSECONDS);
        if (item != null) {
            item.answer().complete(new Reply.Refused(Reply.Reason.STARTING, Optional.empty(), Optional.empty(), 0, 0));
        }
    }

    private void take(LedgerTables.Recovered recovered, Instant now) {
        State read = recovered.state();
        Recorded begun = new Recorded.Begun(
                now, read.nextOrder(), read.nextFence(), recovered.explained() ? Optional.empty() : Optional.of(read));
        recorder.precede(new Entry.Inputs(read.nextSeq(), now, List.of(begun)));
        state = read.with(new Numbers(read.nextOrder(), read.nextFence(), read.nextSeq() + 1));
        keys.add(recovered.keys());
        long nanos = time.nanos();
        for (LedgerTables.SeatRow row : recovered.seats()) {
            // a crash gives a lease its full time again, never less (D4)
            leases.begin(row.seat().id(), row.lives(), nanos, row.left().orElse(row.lives()));
            // when it was last worked at is not known any more: never longer ago than it was
            activity.at(row.seat().id(), time.instant());
        }
        pictures.publish(state, List.of());
        LOG.info(
                "Ledger read: {} seats, {} latches, journal at {}",
                recovered.seats().size(),
                state.latches().size(),
                state.nextSeq() - 1);
    }

    private void serve() throws InterruptedException {
        List<Item> batch = new ArrayList<>();
        while (!closed) {
            Item first = queue.poll(waitNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, MOST_OF_BATCH - 1);
            }
            process(batch);
            batch.clear();
        }
        noteLives();
    }

    private long waitNanos() {
        long wait = leases.nextIn(time.nanos()).orElse(Long.MAX_VALUE);
        wait = Math.min(wait, untilEnforced());
        return state.storeFailing() ? Math.min(wait, RETRY_NANOS) : wait;
    }

    /** What waits for the wall clock is looked at each minute at least, since that clock may be set. */
    private long untilEnforced() {
        return state.nextEnforced()
                .map(due -> Duration.between(time.instant(), due))
                .map(left -> left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left)
                .map(left -> Math.max(0, left.toNanos()))
                .orElse(Long.MAX_VALUE);
    }

    private void process(List<Item> batch) {
        // one sample of the time for all that is decided together (T19)
        long nanos = time.nanos();
        Instant now = time.instant();
        List<Item> items = new ArrayList<>(batch.size() + 1);
        List<SeatId> lapsed = leases.lapsed(nanos);
        if (!lapsed.isEmpty()) {
            items.add(Item.of(new Change.TimePassed(lapsed)));
        }
        items.addAll(batch);
        if (items.isEmpty()
                && state.nextEnforced().filter(due -> !now.isBefore(due)).isPresent()) {
            items.add(Item.of(new Change.TimePassed(List.of())));
        }
        if (state.storeFailing() && !tryToHeal(now)) {
            restrictOnly(new Round(state, now, activity), items, nanos, now);
            return;
        }
        Round round = new Round(state, now, activity);
        round.decide(items, keys, refusals, notes);
        try {
            commit(round, nanos);
        } catch (StoreException | RuntimeException e) {
            LOG.error("The store can't be written: nothing new is admitted until it can ({})", e.getMessage(), e);
            restrictOnly(round, items, nanos, now);
            return;
        }
        forgetKeys(now);
    }

    private void commit(Round round, long nanos) throws StoreException {
        if (round.restricts) {
            // in force before it is durable; nothing that is permitted is shown yet, an end of a verdict neither
            List<Verdict> latches = new ArrayList<>(state.latches());
            round.state.latches().stream()
                    .filter(latch -> !latches.contains(latch))
                    .forEach(latches::add);
            pictures.publish(
                    state.withLatches(latches)
                            .withStanding(harder(state.standing(), round.state.standing()))
                            .withLacking(harder(state.lacking(), round.state.lacking())),
                    hindrances);
        }
        if (!round.isEmpty()) {
            recorder.write(round);
        }
        inForce(round, nanos);
    }

    /** What stands with what was passed beside it, where it takes nothing back. */
    private static PMap<ModuleId, Verdict> harder(PMap<ModuleId, Verdict> before, PMap<ModuleId, Verdict> fresh) {
        PMap<ModuleId, Verdict> both = before;
        for (Map.Entry<ModuleId, Verdict> one : fresh.entrySet()) {
            Verdict known = before.get(one.getKey());
            Verdict verdict = one.getValue();
            if (known == null
                    || !known.isApplied()
                    || (verdict.isApplied() && verdict.cut().containsAll(known.cut()))) {
                both = both.plus(one.getKey(), verdict);
            }
        }
        return both;
    }

    private void inForce(Round round, long nanos) {
        boolean changed = !isSame(state, round.state);
        state = round.state;
        for (Entry entry : round.entries) {
            if (entry instanceof Entry.SeatTaken taken) {
                leases.begin(taken.seat().id(), taken.lives(), nanos, taken.lives());
                notePeak(taken.seat().module());
            } else if (entry instanceof Entry.SeatChanged reseated) {
                notePeak(reseated.seat().module());
            } else if (entry instanceof Entry.SeatEnded ended) {
                leases.end(ended.seat().id());
                activity.end(ended.seat().id());
            }
            tell(entry);
        }
        round.seen.forEach(seat -> leases.keepAlive(seat, nanos));
        keys.add(round.keys);
        notes.recorded(round.noted, round.now);
        notes.passedOver(round.passedOver);
        List<LocalizedText> found = newHindrances;
        if (changed || !found.equals(hindrances)) {
            hindrances = found;
            pictures.publish(state, hindrances);
        }
        round.answer();
    }

    private void notePeak(ModuleId module) {
        state.module(module).ifPresent(known -> peaks.note(module, state.used(known)));
    }

    private static void tell(Entry entry) {
        if (entry instanceof Entry.Passed passed) {
            Verdict verdict = passed.verdict();
            LOG.warn(
                    "Verdict {}: {} {} used of {}, {}",
                    verdict.seq(),
                    verdict.module().map(Object::toString).orElse("administrator"),
                    verdict.used(),
                    verdict.limit(),
                    passed.latches() ? "the gate stops" : "stands");
        } else if (entry instanceof Entry.Cleared cleared) {
            LOG.info("Verdict {} cleared by {}", cleared.verdict().seq(), cleared.by());
        }
    }

    /** Every change makes a new state, so identity tells; equality would compare all seats. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(State left, State right) {
        return left == right;
    }

    /** Decides the batch anew with a store that can't be written: permissions are refused, restrictions are in force. */
    private void restrictOnly(Round failed, List<Item> items, long nanos, Instant now) {
        Round round = new Round(state, now, activity);
        if (!state.storeFailing()) {
            round.record(new Recorded.StoreFailed());
        }
        round.decide(items, keys, refusals, notes);
        if (round.entries.stream().anyMatch(Entry::permits)) {
            throw new IllegalStateException("A permission was decided although the store can't be written");
        }
        round.keys.clear();
        recorder.postpone(failed, round);
        inForce(round, nanos);
    }

    private boolean tryToHeal(Instant now) {
        if (!recorder.storeIsWell() && !recorder.hasPending()) {
            return false;
        }
        try {
            Round round = recorder.isWhereWeLeftIt() ? healed(now) : reconciled(now);
            LOG.info("The store can be written again; what was in force is durable now");
            inForce(round, time.nanos());
            return true;
        } catch (StoreException | RuntimeException e) {
            if (!e.toString().equals(toldOfStore)) {
                toldOfStore = e.toString();
                LOG.warn("The store still can't be written, nothing new is admitted: {}", e.getMessage());
            }
            return false;
        }
    }

    private Round healed(Instant now) throws StoreException {
        Round round = new Round(state, now, activity);
        round.record(new Recorded.StoreWell());
        round.seal();
        recorder.write(round);
        return round;
    }

    private Round reconciled(Instant now) throws StoreException {
        LOG.warn("A commit that seemed to fail is durable: going on from what the store holds");
        LedgerTables.Recovered durable = recorder.reread(now);
        State read = durable.state();
        Round round = new Round(read, now, activity);
        round.record(new Recorded.Reconciled(
                state, read.nextOrder(), read.nextFence(), recorder.known(state.latches()), recorder.pendingLimits()));
        round.seal();
        recorder.write(round, durable.lastHash());
        return round;
    }

    private void forgetKeys(Instant now) {
        if (!keys.isCrowded() && Duration.between(keysForgotten, now).abs().compareTo(Duration.ofHours(1)) < 0) {
            return;
        }
        keysForgotten = now;
        keys.forget(now).ifPresent(upTo -> {
            try {
                recorder.forgetKeys(upTo);
            } catch (StoreException e) {
                LOG.warn("Old idempotency keys stay in the store: {}", e.getMessage());
            }
        });
    }

    private void noteLives() {
        Map<SeatId, Long> left = leases.leftMillis(time.nanos());
        try {
            recorder.close(left, time.instant());
        } catch (StoreException | RuntimeException e) {
            LOG.warn("How long sessions had left is lost; they get their full time again: {}", e.getMessage());
        }
    }

    private void refuseAll(List<Item> items) {
        for (Item item : items) {
            item.answer().completeExceptionally(new IllegalStateException("The ledger is stopped"));
        }
    }

    /** Ends the thread after the batch it is at; what is in the queue then fails. Waits for at most ten seconds. */
    @Override
    public void close() {
        closed = true;
        queue.add(Item.of(new Change.TimePassed(List.of())));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
