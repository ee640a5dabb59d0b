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
 * that can be done now and says when there is more. For one thread; whoever wakes it decides which.
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

    private final Outbox outbox;
    private final Spool spool;
    private final Supplier<List<Job.Reading>> jobs;
    private final Supplier<Optional<Reports>> reports;
    private final Supplier<Optional<MailServer>> server;
    private final Function<MailServer, Carrier> carriers;
    private final Backoff backoff;
    private final InstantSource time;
    private final BooleanSupplier mayServe;

    /** What the store did not take though it happened: kept first of all, so that no mail is sent again. */
    private final Map<String, Run> unkept = new LinkedHashMap<>();

    private boolean recovered;
    private Optional<Instant> pruned = Optional.empty();

    /**
     * @param jobs as they are configured now
     * @param reports empty while they are not there
     * @param server empty while none is set
     * @param mayServe whether the module is granted and the gate open, asked before each mail (D2)
     */
    Postman(
            Outbox outbox,
            Spool spool,
            Supplier<List<Job.Reading>> jobs,
            Supplier<Optional<Reports>> reports,
            Supplier<Optional<MailServer>> server,
            Function<MailServer, Carrier> carriers,
            Backoff backoff,
            InstantSource time,
            BooleanSupplier mayServe) {
        this.outbox = outbox;
        this.spool = spool;
        this.jobs = jobs;
        this.reports = reports;
        this.server = server;
        this.carriers = carriers;
        this.backoff = backoff;
        this.time = time;
        this.mayServe = mayServe;
    }

    /** Does what can be done now. Never fails; returns when to come again at the latest. */
    Instant pass() {
        Instant now = time.instant();
        if (!mayServe.getAsBoolean()) {
            return now.plus(LONGEST_REST);
        }
        try {
            keepUnkept();
            if (!recovered) {
                recover(now);
            }
            Map<String, Job.Reading> known = known();
            for (Job.Reading one : known.values()) {
                if (one.enabled()) {
                    plan(one, now);
                } else {
                    outbox.rest(one.name());
                }
            }
            settle(known);
            make(known);
            deliver(known);
            prune(time.instant());
            return next(known);
        } catch (StoreException e) {
            LOG.warn("The report mailer waits for the store: {}", e.getMessage());
            LOG.debug("The store failed", e);
            return time.instant().plus(AFTER_FAILURE);
        } catch (IOException e) {
            LOG.warn("The report mailer can't use its spool: {}", e.toString());
            LOG.debug("The spool failed", e);
            return time.instant().plus(AFTER_FAILURE);
        }
    }

    private void recover(Instant now) throws StoreException, IOException {
        int cut = outbox.recover(now);
        if (cut > 0) {
            LOG.warn("The host stopped during {} attempts to send; they are made again with the same Message-ID", cut);
        }
        Set<String> waiting = outbox.open().stream()
                .flatMap(run -> run.content().stream())
                .map(Run.Content::file)
                .collect(Collectors.toSet());
        spool.keepOnly(waiting);
        recovered = true;
    }

    private Map<String, Job.Reading> known() {
        Map<String, Job.Reading> known = new LinkedHashMap<>();
        jobs.get().forEach(one -> known.put(one.name(), one));
        return known;
    }

    private void plan(Job.Reading reading, Instant now) throws StoreException {
        if (reading.active().isPresent()) {
            Optional<Run> run = outbox.plan(reading.active().get(), now);
            run.ifPresent(due -> LOG.info("Job {} is due: {}", due.job(), due.due()));
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
                Run made = made(run, job.get());
                made.trouble()
                        .ifPresent(why -> LOG.warn(
                                "Job {}: no report, {}: {}",
                                made.job(),
                                made.state().code(),
                                why.text().english()));
                outbox.keep(made);
            }
        }
    }

    private Run made(Run run, Job job) {
        Optional<Reports> there = reports.get();
        if (there.isEmpty()) {
            return run.notYet(Words.noReports(), time.instant(), backoff);
        }
        Optional<Report> report = there.get().report(job.report());
        try {
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
    private void deliver(Map<String, Job.Reading> known) throws StoreException, IOException {
        Optional<MailServer> to = server.get();
        Connection connection = new Connection(to.map(carriers));
        try {
            for (Run run : outbox.open()) {
                boolean wanted = Optional.ofNullable(known.get(run.job()))
                        .flatMap(Job.Reading::active)
                        .isPresent();
                if (run.state() == Run.State.READY && wanted) {
                    deliver(run, connection, to);
                }
            }
        } finally {
            connection.close();
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
            run = run.with(sending, time.instant());
            outbox.keep(run);
            Answer answer = to.isPresent()
                    ? connection.carry(letter(run, content, one.recipient(), to.get()))
                    : Answer.of(Answer.Kind.NOT_SET);
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
            keepSurely(run);
        }
        if (run.state().isEnd()) {
            spool.delete(run.content().orElseThrow().file());
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

    private void keepSurely(Run run) throws StoreException {
        try {
            outbox.keep(run);
        } catch (StoreException e) {
            unkept.put(run.id(), run);
            throw e;
        }
    }

    private void keepUnkept() throws StoreException, IOException {
        Map<String, Run> left = new HashMap<>(unkept);
        for (Run run : left.values()) {
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

        void close() {
            link.ifPresent(Carrier.Link::close);
            link = Optional.empty();
        }
    }
}
