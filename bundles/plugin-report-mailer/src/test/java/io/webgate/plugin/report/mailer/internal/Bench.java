// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.Concern;
import io.webgate.plugin.web.reports.Reports;
import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Stores;
import io.webgate.store.Work;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A postman on a real store, with a clock, a mail server in memory, and a host that can stop at any step. */
final class Bench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-26T07:00:00Z");

    final FakeReports reports = new FakeReports();
    final Map<String, Map<String, Object>> jobs = new HashMap<>();
    final List<Letter> taken = new ArrayList<>();
    final List<Concern> concerns = new ArrayList<>();
    final Path folder;
    Function<Letter, Answer> serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED, "250 OK");
    Optional<Answer> noConnection = Optional.empty();
    int opened;
    boolean reportsThere = true;
    boolean licensed = true;
    volatile BooleanSupplier serving = () -> true;
    boolean serverSet = true;
    Optional<MailServer> smtp = Optional.empty();
    Instant now = START;
    long mostOfOne = 1000;
    final Crashing store;
    Handover handover = new Handover();
    Spool.Lock lock;
    Outbox outbox;
    Postman postman;

    private final OpenStore opener;

    /** The host is gone: nothing of it runs any more. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What another one does meanwhile. */
    interface Step {
        void go() throws StoreException;
    }

    /** Stops the host at a write, before or after it became durable; or only fails. */
    static final class Crashing implements Store {

        private final Store store;
        int writes;
        int crashBefore = -1;
        int crashAfter = -1;
        int failAt = -1;
        int failAfter = -1;
        /** Once, before the next write begins. */
        @Nullable
        Step beforeWrite;
        /** Whenever one has ended. */
        volatile Runnable afterWrite = () -> {};

        Crashing(Store store) {
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
            int number = writes++;
            if (number == crashBefore) {
                throw new Crash();
            }
            if (number == failAt) {
                throw new StoreException(StoreException.Kind.FULL, "The disk is full");
            }
            Step before = beforeWrite;
            if (before != null) {
                beforeWrite = null;
                before.go();
            }
            T value = store.write(work);
            afterWrite.run();
            if (number == crashAfter) {
                throw new Crash();
            }
            if (number == failAfter) {
                throw new StoreException(StoreException.Kind.FULL, "Nobody knows whether it is on the disk");
            }
            return value;
        }

        @Override
        public <T> CompletionStage<T> submit(Work<T> work) {
            throw new UnsupportedOperationException("The mailer waits for each step");
        }

        @Override
        public StoreState state() {
            return store.state();
        }
    }

    Bench(Path folder) throws StoreException {
        this.folder = folder;
        lock = Spool.lockOf(folder.resolve("spool"));
        opener = Stores.embedded(folder.resolve("webgate.db"), () -> now);
        store = new Crashing(opener);
        jobs.put("one", job("0 8 * * *", "anna@example.com", "boris@example.com"));
        start();
    }

    static Map<String, Object> job(String schedule, String... recipients) {
        return new HashMap<>(Map.of(
                "report", "daily", "schedule", schedule, "zone", "UTC", "recipients", recipients, "format", "csv"));
    }

    /** A host that was just started, on what the last one left. */
    void start() throws StoreException {
        handover = new Handover();
        outbox = Outbox.open(store, "origin");
        postman = postman();
    }

    /** Only the service is started again: what the last one had in hand goes on. */
    void restart() {
        postman = postman();
    }

    private Postman postman() {
        return new Postman(
                outbox,
                handover,
                new Spool(folder.resolve("spool"), mostOfOne, 10 * mostOfOne, () -> lock.tried()),
                this::readings,
                () -> reportsThere ? Optional.<Reports>of(reports) : Optional.empty(),
                () -> serverSet ? Optional.of(server()) : Optional.empty(),
                to -> smtp.isPresent() ? new Smtp(to) : this::open,
                new Backoff(() -> 0L),
                () -> now,
                () -> licensed && serving.getAsBoolean(),
                new Alarm(concern -> {
                    concerns.add(concern);
                    return () -> concerns.remove(concern);
                }));
    }

    List<Job.Reading> readings() {
        return jobs.entrySet().stream()
                .map(one -> Job.read(one.getKey(), one.getValue(), now))
                .toList();
    }

    Map<String, Object> settings(String name) {
        return Objects.requireNonNull(jobs.get(name), name);
    }

    Run last(String job) throws StoreException {
        return Objects.requireNonNull(outbox.last().get(job), job);
    }

    Job job(String name) {
        return Job.read(name, settings(name), now).job().orElseThrow();
    }

    private MailServer server() {
        if (smtp.isPresent()) {
            return smtp.get();
        }
        return MailServer.read(Map.of("host", "mail.example.com", "sender", "gate@example.com"), folder)
                .server()
                .orElseThrow();
    }

    private Carrier.Link open() throws Carrier.NotCarried {
        opened++;
        if (noConnection.isPresent()) {
            throw new Carrier.NotCarried(noConnection.get());
        }
        return new Carrier.Link() {
            @Override
            public Answer carry(Letter letter) {
                Answer answer = serverSays.apply(letter);
                if (answer.kind() == Answer.Kind.ACCEPTED) {
                    taken.add(letter);
                }
                return answer;
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /** Lets so much time pass, then one round. */
    Instant after(Duration time) {
        now = now.plus(time);
        return postman.pass();
    }

    List<Run> history() throws StoreException {
        return outbox.history(100, Optional.empty());
    }

    Run run() throws StoreException {
        List<Run> all = history();
        if (all.size() != 1) {
            throw new AssertionError("Not one run but " + all);
        }
        return all.get(0);
    }

    List<String> takenBy(String recipient) {
        return taken.stream()
                .filter(letter -> letter.recipient().equals(recipient))
                .map(Letter::id)
                .toList();
    }

    @Override
    public void close() {
        opener.close();
    }
}
