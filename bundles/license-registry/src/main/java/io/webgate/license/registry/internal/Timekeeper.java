// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.TimeReceipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Trusted time with everything that moves it: the clocks, signed times, receipts (R10). Safe for all threads. */
final class Timekeeper implements SignedTime {

    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

    private final InstantSource wall;
    private final HighestTime time;
    private final String vendor;
    private final Supplier<String> nonces;
    private final Predicate<TimeMark> keep;
    private final Runnable changed;

    /** The time that was handed out to be kept last, in seconds; of several threads that see a jump each may tell of it. */
    private volatile long remembered;

    private long revision;
    private Instant ever;
    private Instant signed;
    private Optional<Receipts.Ask> asked;

    /**
     * A clock that goes on where an earlier run has stopped.
     *
     * @param nanos monotonic
     * @param remembered of earlier runs
     * @param vendor whose signed times are believed
     * @param nonces new ones, as a receipt echoes them
     * @param keep makes a mark durable and tells whether it is; it may block for some seconds
     * @param changed told when something is to be remembered soon; it must not block
     */
    Timekeeper(
            InstantSource wall,
            LongSupplier nanos,
            TimeMark remembered,
            String vendor,
            Supplier<String> nonces,
            Predicate<TimeMark> keep,
            Runnable changed) {
        this.wall = wall;
        this.time = new HighestTime(wall, nanos, remembered.highest());
        this.vendor = vendor;
        this.nonces = nonces;
        this.keep = keep;
        this.changed = changed;
        this.remembered = time.instant().getEpochSecond();
        this.revision = remembered.revision();
        this.ever = remembered.ever();
        this.signed = remembered.signed();
        this.asked = remembered.asked();
    }

    @Override
    public Instant instant() {
        Instant now = time.instant();
        long seconds = now.getEpochSecond();
        if (seconds - remembered > HighestTime.CORRECTION.toSeconds()) {
            // A jump, or a long sleep: a host that is killed in the next minute must not forget it
            remembered = seconds;
            changed.run();
        }
        return now;
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public void seen(String who, Instant when) {
        if (!who.equals(vendor)) {
            return;
        }
        synchronized (this) {
            if (!when.isAfter(signed)) {
                return;
            }
            signed = when;
            time.raise(when);
        }
        changed.run();
    }

    @Override
    public String ask() {
        TimeMark mark;
        synchronized (this) {
            Instant now = time.instant();
            if (asked.filter(last -> last.isFresh(now)).isPresent()) {
                return asked.get().nonce();
            }
            asked = Optional.of(new Receipts.Ask(nonces.get(), now));
            mark = mark();
        }
        Receipts.Ask ask = mark.asked().orElseThrow();
        if (!keep.test(mark)) {
            synchronized (this) {
                asked = asked.filter(last -> !last.equals(ask));
            }
            throw new UncheckedIOException(new IOException("What a receipt must echo can't be kept"));
        }
        return ask.nonce();
    }

    @Override
    public synchronized Receipts.Answer judge(TimeReceipt receipt) {
        return Receipts.judge(receipt, vendor, asked, time.instant(), wall.instant(), signed);
    }

    @Override
    public Receipts.Answer take(TimeReceipt receipt) {
        Receipts.Answer answer;
        TimeMark then;
        synchronized (this) {
            answer = judge(receipt);
            if (answer.time().isEmpty()) {
                return answer;
            }
            Instant floor = TimeMark.later(signed, receipt.issuedAt());
            then = new TimeMark(++revision, answer.time().get(), ever(), floor, Optional.empty());
        }
        // Durable before it is told (R8); not under the lock, which whoever writes needs
        if (!keep.test(then)) {
            return Receipts.Answer.refused(Reasons.receiptNotKept());
        }
        synchronized (this) {
            if (asked.filter(last -> last.nonce().equals(receipt.nonce())).isEmpty()) {
                return Receipts.Answer.refused(Reasons.receiptUnasked());
            }
            Instant before = time.instant();
            signed = TimeMark.later(signed, receipt.issuedAt());
            asked = Optional.empty();
            time.set(then.highest());
            answer = new Receipts.Answer(answer.time(), Reasons.receiptTaken(time.instant(), before));
            LOG.warn("A time receipt of {} was taken: trusted time was {} and is {}", vendor, before, time.instant());
        }
        // Another mark may have been written in between, with what was before
        changed.run();
        return answer;
    }

    @Override
    public Optional<Instant> behind() {
        return time.behind();
    }

    @Override
    public synchronized Instant ever() {
        ever = TimeMark.later(ever, time.instant());
        return ever;
    }

    /** What is to be remembered now; each with a higher revision. */
    synchronized TimeMark mark() {
        revision++;
        TimeMark mark = new TimeMark(revision, time.instant(), ever(), signed, asked);
        remembered = mark.highest().getEpochSecond();
        return mark;
    }
}
