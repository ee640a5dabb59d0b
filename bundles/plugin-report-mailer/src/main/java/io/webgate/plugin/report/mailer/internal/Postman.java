// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Report;
import io.webgate.plugin.web.reports.Reports;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The mailer's work (R65): keeps what is due, makes reports, hands mails over, and keeps what became of them. One pass does all
 * that can be done now and says when there is more. For one thread; whoever wakes it decides which. All postmen of an outbox keep what is
 * due, and only one at a time sends: see {@link Handover} and {@link Spool#alone}.
 *
 * <p>A mail is marked as being sent before its first byte leaves, and as sent after the server took it. Whatever ends the host in
 * between, the mail is tried again with the same Message-ID: none is lost, and one can come twice only where nobody can know
 * whether the first was taken.
 */
final class Postman {

    /** The longest time between two passes: licence, clock and settings may change without a word. */
    static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(6);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration UNTIL_MY_TURN = Duration.ofSeconds(5);

    /** A job that is not to be seen for so long is gone, not only late at the host's start. */
    private static final Duration GONE = Duration.ofDays(1);

    private final Outbox outbox;
    private final Handover handover;
    private final Spool spool;
    private final Supplier<List<Job.Reading>> jobs;
    private final Supplier<Optional<Reports>> reports;
    private final Supplier<Optional<MailServer>> server;
    private final Function<MailServer, Carrier> carriers;
    private final Backoff backoff;
    private final InstantSource time;
    private final BooleanSupplier mayServe;
    private final Alarm alarm;

    /** Jobs that have due times but no settings, and since when. */
    private final Map<String, Instant> missing = new HashMap<>();

    private boolean swept;
    private boolean waits;
    private boolean broke;
    private Optional<Instant> pruned = Optional.empty();
    private volatile Optional<Hindrance> hindrance = Optional.empty();

    /**
     * @param handover the same for all postmen of this outbox
     * @param jobs as they are configured now
     * @param reports empty while they are not there
     * @param server empty while none is set
     * @param mayServe whether the module is granted and the gate open, asked before each mail (D2)
     * @param alarm for this postman alone
     */
    Postman(
            Outbox outbox,
            Handover handover,
            Spool spool,
            Supplier<List<Job.Reading>> jobs,
            Supplier<Optional<Reports>> reports,
            Supplier<Optional<MailServer>> server,
            Function<MailServer, Carrier> carriers,
            Backoff backoff,
            InstantSource time,
            BooleanSupplier mayServe,
            Alarm alarm) {
        this.outbox = outbox;
        this.handover = handover;
        this.spool = spool;
        this.jobs = jobs;
        this.reports = reports;
        this.server = server;
        this.carriers = carriers;
        this.backoff = backoff;
        this.time = time;
        this.mayServe = mayServe;
        this.alarm = alarm;
    }

    /** Does what can be done now. Never fails; returns when to come again at the latest. */
    Instant pass() {
        Instant now = time.instant();
        if (!mayServe.getAsBoolean()) {
            // Nothing is tried, so nothing is known to hinder it: that it may not serve is told elsewhere
            if (hindrance.isPresent()) {
                isHindered(Optional.empty());
            }
            return now.plus(LONGEST_REST);
        }
        broke = false;
        Map<String, Job.Reading> known;
        try {
            known = handover.planning(() -> planned(now));
        } catch (StoreException e) {
            return afterFailure(e);
        }
        Optional<Instant> next = handover.inTurn(() -> alone(known, now));
        if (next.isEmpty() && !waits) {
            LOG.info("A mail of before is still on its way; nothing goes until its answer is there");
        }
        waits = next.isEmpty();
        return next.orElseGet(() -> now.plus(UNTIL_MY_TURN));
    }

    /** The turn is of these classes; the lock is of whatever sends from this spool, such as the bundle before its update. */
    private Optional<Instant> alone(Map<String, Job.Reading> known, Instant now) {
        try {
            Optional<Instant> next = spool.alone(() -> {
                isLocked();
                return round(known, now);
            });
            // it can be had, though another one has it
            isLocked();
            return next;
        } catch (Spool.NotLocked e) {
            isNotLocked(e, now);
            return Optional.of(time.instant().plus(AFTER_FAILURE));
        }
    }

    /** Why nothing is sent though the service runs; empty where nothing hinders it. Safe for any thread. */
    Optional<Hindrance> hindrance() {
        return hindrance;
    }

    private void isLocked() {
        if (hindrance.isPresent()) {
            LOG.info("The report mailer can lock its spool again; what is due goes");
            isHindered(Optional.empty());
        }
    }

    private void isHindered(Optional<Hindrance> now) {
        hindrance = now;
        alarm.tell(now);
    }

    /** The host is told of no hindrance any more: the service goes. Safe for any thread. */
    void endAlarm() {
        alarm.end();
    }

    private void isNotLocked(Spool.NotLocked why, Instant now) {
        Hindrance found = Hindrance.notLocked(
                String.valueOf(why.getMessage()),
                hindrance.map(Hindrance::since).orElse(now));
        if (hindrance.filter(found::equals).isEmpty()) {
            LOG.warn("The report mailer can't lock its spool; nothing goes: {}", why.getMessage());
        }
        LOG.debug("The lock failed", why);
        isHindered(Optional.of(found));
    }

    private Instant afterFailure(StoreException e) {
        LOG.warn("The report mailer waits for the store: {}", e.getMessage());
        LOG.debug("The store failed", e);
        return time.instant().plus(AFTER_FAILURE);
    }

    /** Keeps what is due, whether it can be sent or not; returns the jobs as they are. */
    private Map<String, Job.Reading> planned(Instant now) throws StoreException {
        for (String job : handover.resting()) {
            rest(job);
        }
        Map<String, Job.Reading> known = known();
        for (Job.Reading one : known.values()) {
            if (one.enabled()) {
                plan(one, now);
            } else {
                outbox.rest(one.name());
            }
        }
        forget(known.keySet(), now);
        return known;
    }

    private Instant round(Map<String, Job.Reading> known, Instant now) {
        try {
            keepUnkept();
            recover(now);
            settle(known);
            make(known);
            deliver(known);
            prune(time.instant());
            Instant next = next(known);
            // Not at once: what broke would break again
            return broke ? time.instant().plus(AFTER_FAILURE) : next;
        } catch (StoreException e) {
            return afterFailure(e);
        } catch (IOException e) {
            LOG.warn("The report mailer can't use its spool: {}", e.toString());
            LOG.debug("The spool failed", e);
            return time.instant().plus(AFTER_FAILURE);
        }
    }

    private void recover(Instant now) throws StoreException, IOException {
        int cut = outbox.recover(now);
        if (cut > 0) {
            LOG.warn("{} attempts to send were cut off; they are made again with the same Message-ID", cut);
        }
        if (swept) {
            return;
        }
        Set<String> waiting = outbox.open().stream()
                .flatMap(run -> run.content().stream())
                .map(Run.Content::file)
                .collect(Collectors.toSet());
        spool.keepOnly(waiting);
        swept = true;
    }

    private Map<String, Job.Reading> known() {
        Map<String, Job.Reading> known = new LinkedHashMap<>();
        jobs.get().forEach(one -> known.put(one.name(), one));
        return known;
    }

    private void plan(Job.Reading reading, Instant now) throws StoreException {
        if (reading.active().isEmpty()) {
            return;
        }
        try {
            Optional<Run> run = outbox.plan(reading.active().get(), now);
            run.ifPresent(due -> LOG.info("Job {} is due: {}", due.job(), due.due()));
        } catch (RuntimeException e) {
            broke("job " + reading.name(), e);
        }
    }

    /** The others go on. */
    private void broke(String what, Exception e) {
        broke = true;
        LOG.error("The report mailer broke at {}; it goes on with the others", what, e);
    }

    private void rest(String job) throws StoreException {
        handover.take(job);
        try {
            outbox.rest(job);
        } catch (StoreException e) {
            handover.rest(job);
            throw e;
        }
    }

    /** A job whose settings went unseen, with the host or the bundle down, begins anew if it is ever made again. */
    private void forget(Set<String> known, Instant now) throws StoreException {
        missing.keySet().removeAll(known);
        for (String job : outbox.planned()) {
            if (!known.contains(job)
                    && !now.isBefore(missing.computeIfAbsent(job, found -> now).plus(GONE))) {
                outbox.rest(job);
                missing.remove(job);
            }
        }
    }

    /** What is open of jobs that are off comes to an end; of jobs that are gone, once it is old. */
    private void settle(Map<String, Job.Reading> known) throws StoreException, IOException {
        for (Run run : outbox.open()) {
            Instant now = time.instant();
            Job.Reading reading = known.get(run.job());
            if (reading != null && !reading.enabled()) {
                end(run.cancelled(Words.off(), now));
            } else if ((reading == null || reading.job().isEmpty())
                    && !now.isBefore(run.created().plus(Delivery.TRIED))) {
                // Not at once: at the host's start settings come one after another
                end(run.cancelled(Words.gone(), now));
            }
        }
    }

    private void end(Run run) throws StoreException, IOException {
        outbox.keep(run);
        if (run.content().isPresent()) {
            spool.delete(run.content().get().file());
        }
    }

    private void make(Map<String, Job.Reading> known) throws StoreException, IOException {
        for (Run run : outbox.open()) {
            Optional<Job> job = Optional.ofNullable(known.get(run.job())).flatMap(Job.Reading::active);
            boolean isDue = run.state() == Run.State.DUE && !run.nextAt().isAfter(time.instant());
            if (isDue && job.isPresent() && mayServe.getAsBoolean()) {
                try {
                    make(run, job.get());
                } catch (RuntimeException e) {
                    broke("run " + run.id() + " of job " + run.job(), e);
                }
            }
        }
    }

    private void make(Run run, Job job) throws StoreException {
        Run made = made(run, job);
        made.trouble()
                .ifPresent(why -> LOG.warn(
                        "Job {}: no report, {}: {}",
                        made.job(),
                        made.state().code(),
                        why.text().english()));
        outbox.keep(made);
    }

    private Run made(Run run, Job job) {
        Optional<Reports> there = reports.get();
        if (there.isEmpty()) {
            return run.notYet(Words.noReports(), time.instant(), backoff);
        }
        try {
            Optional<Report> report = there.get().report(job.report());
            if (spool.isFull()) {
                return run.notYet(Words.spoolFull(), time.instant(), backoff);
            }
            Outcome[] outcome = new Outcome[1];
            Spool.Kept kept = spool.write(run.id() + "." + job.form().format().ending(), out -> {
                outcome[0] = there.get().write(job.report(), job.parameters(), job.form(), out);
                return outcome[0] instanceof Outcome.Written;
            });
            if (outcome[0] instanceof Outcome.Refused refused) {
                Run.Trouble why = Words.refused(refused);
                return refused.passing() ? run.notYet(why, time.instant(), backoff) : run.failed(why, time.instant());
            }
            if (kept == null || report.isEmpty() || !(outcome[0] instanceof Outcome.Written written)) {
                // It came or went in between: asked again, the reports say which
                return run.notYet(Words.noReports(), time.instant(), backoff);
            }
            return run.ready(new Run.Content(
                    kept.file(),
                    kept.digest(),
                    kept.bytes(),
                    Words.subject(job, report.get(), run.due()),
                    Words.body(job, report.get(), run, written, time.instant()),
                    Words.fileName(job, report.get(), run.due()),
                    job.form().format().mediaType()));
        } catch (Spool.TooLarge e) {
            return run.failed(Words.tooLarge(spool.mostOfOne()), time.instant());
        } catch (IOException e) {
            return run.notYet(Words.notWritten(e.toString()), time.instant(), backoff);
        } catch (RuntimeException e) {
            LOG.error("Report {} failed", job.report(), e);
            return run.notYet(Words.notWritten(e.toString()), time.instant(), backoff);
        }
    }

    /** One connection carries all that is due; where there is none, all have the same answer. */
    private void deliver(Map<String, Job.Reading> known) throws StoreException {
        Optional<MailServer> to = server.get();
        Connection connection = new Connection(to.map(carriers));
        try {
            for (Run run : outbox.open()) {
                boolean wanted = Optional.ofNullable(known.get(run.job()))
                        .flatMap(Job.Reading::active)
                        .isPresent();
                if (run.state() == Run.State.READY && wanted) {
                    try {
                        deliver(run, connection, to);
                    } catch (IOException | RuntimeException e) {
                        broke("run " + run.id() + " of job " + run.job(), e);
                    }
                }
            }
        } finally {
            connection.drop();
        }
    }

    private void deliver(Run begun, Connection connection, Optional<MailServer> to) throws StoreException, IOException {
        Run run = begun;
        boolean checked = false;
        for (Delivery one : begun.deliveries()) {
            boolean isDue =
                    one.state() == Delivery.State.WAITING && !one.nextAt().isAfter(time.instant());
            if (!isDue) {
                continue;
            }
            if (!mayServe.getAsBoolean()) {
                return;
            }
            Run.Content content = run.content().orElseThrow();
            if (!checked && !spool.has(content.file(), content.digest())) {
                LOG.warn("The report of run {} is not in the spool as it was written; it is made anew", run.id());
                outbox.keep(run.lost(time.instant()));
                return;
            }
            checked = true;
            Delivery sending = one.begun(time.instant());
            Run before = run;
            run = run.with(sending, time.instant());
            try {
                outbox.keep(run, sending);
            } catch (StoreException e) {
                // Kept or not, nothing has left
                handover.unkept().put(run.id(), before);
                throw e;
            }
            Answer answer = carried(run, content, one.recipient(), connection, to);
            Delivery done = sending.answered(answer, run.created(), time.instant(), backoff);
            run = run.with(done, time.instant());
            LOG.info(
                    "Job {}, due {}: mail {} of {}, attempt {}: {}",
                    run.job(),
                    run.due(),
                    run.deliveries().indexOf(done) + 1,
                    run.deliveries().size(),
                    done.attempts(),
                    answer.text().english());
            keepSurely(run, done);
        }
        if (run.state().isEnd()) {
            spool.delete(run.content().orElseThrow().file());
        }
    }

    /** Never fails: an attempt that breaks is one that failed, and waits longer each time. */
    private Answer carried(
            Run run, Run.Content content, String recipient, Connection connection, Optional<MailServer> to) {
        if (to.isEmpty()) {
            return Answer.of(Answer.Kind.NOT_SET);
        }
        try {
            return connection.carry(letter(run, content, recipient, to.get()));
        } catch (RuntimeException e) {
            LOG.error("Run {} of job {}: sending a mail broke", run.id(), run.job(), e);
            connection.drop();
            return Answer.of(Answer.Kind.FAULT, e.toString());
        }
    }

    private Letter letter(Run run, Run.Content content, String recipient, MailServer to) {
        return new Letter(
                run.messageId(outbox.origin(), recipient, Addresses.domain(to.sender())),
                run.created(),
                to.sender(),
                to.senderName(),
                recipient,
                content.subject(),
                content.body(),
                Optional.of(new Letter.Attachment(spool.file(content.file()), content.name(), content.mediaType())));
    }

    private void keepSurely(Run run, Delivery done) throws StoreException {
        try {
            outbox.keep(run, done);
        } catch (StoreException e) {
            handover.unkept().put(run.id(), run);
            throw e;
        }
    }

    private void keepUnkept() throws StoreException, IOException {
        Map<String, Run> unkept = handover.unkept();
        for (Run run : List.copyOf(unkept.values())) {
            outbox.keep(run);
            unkept.remove(run.id());
            if (run.state().isEnd()) {
                spool.delete(run.content().orElseThrow().file());
            }
        }
    }

    private void prune(Instant now) throws StoreException {
        if (pruned.filter(last -> last.plus(BETWEEN_PRUNINGS).isAfter(now)).isEmpty()) {
            outbox.prune(now);
            pruned = Optional.of(now);
        }
    }

    private Instant next(Map<String, Job.Reading> known) throws StoreException {
        Instant now = time.instant();
        Instant next = now.plus(LONGEST_REST);
        for (Job.Reading one : known.values()) {
            Optional<Instant> due = one.active().flatMap(job -> job.schedule().next(now));
            next = earlier(next, due);
        }
        for (Run run : outbox.open()) {
            if (known.containsKey(run.job())) {
                next = earlier(next, run.wakesAt());
            }
        }
        return next;
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.filter(two -> two.isBefore(one)).orElse(one);
    }

    /** A connection that is made when the first mail needs it, and again where it broke; refused once, it stays refused. */
    private static final class Connection {

        private final Optional<Carrier> carrier;
        private Optional<Carrier.Link> link = Optional.empty();
        private Optional<Answer> refused = Optional.empty();

        Connection(Optional<Carrier> carrier) {
            this.carrier = carrier;
        }

        Answer carry(Letter letter) {
            if (refused.isPresent()) {
                return refused.get();
            }
            try {
                if (link.filter(Carrier.Link::isAlive).isEmpty()) {
                    close();
                    link = Optional.of(carrier.orElseThrow().open());
                }
            } catch (Carrier.NotCarried e) {
                LOG.debug("No connection with the mail server", e);
                refused = Optional.of(e.answer());
                return e.answer();
            }
            return link.orElseThrow().carry(letter);
        }

        /** Whatever state it is in: the next mail gets another. */
        void drop() {
            try {
                close();
            } catch (RuntimeException e) {
                LOG.debug("The broken connection did not close", e);
            }
        }

        void close() {
            Optional<Carrier.Link> last = link;
            link = Optional.empty();
            last.ifPresent(Carrier.Link::close);
        }
    }
}
