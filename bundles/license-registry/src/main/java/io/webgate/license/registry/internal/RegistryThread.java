// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Limits;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.TrustedTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The one thread on which the registry works: it polls the folder, takes the steps of time, sees bundles and listeners
 * come and go, and carries out what callers ask for. Callers wait a bounded time, and an answer that the time did not
 * suffice for is an error, never taken for done.
 */
final class RegistryThread implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Limits older than this are not vouched for any more: rounds fail, or one hangs (R53). */
    private static final Duration OLDEST = Duration.ofSeconds(30);

    /** So late a step of time may be taken; a healthy registry needs a round, and polls at least every 1.5 s. */
    private static final Duration LATEST_STEP = Duration.ofSeconds(5);

    /** Failures told between two good rounds; what changes its text with each round must not fill the log. */
    private static final int MOST_TOLD = 16;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryThread.class);

    private final RegistryCore core;
    private final Supplier<Catalogue> catalogues;
    private final Surroundings surroundings;
    private final TrustedTime time;
    private final Duration patience;
    private final Announcer announcer;
    private final ExecutorService callers;
    private final ScheduledExecutorService executor;
    private final Set<String> told = new HashSet<>();
    private final Set<Path> noticed = new HashSet<>();
    private volatile long restUntil;
    private volatile long lastGood;
    private @Nullable Catalogue catalogue;
    private int catalogueRevision = -1;

    /**
     * A thread that has not begun.
     *
     * @param catalogues makes the catalogue, on this thread: it verifies signatures
     * @param patience how long a caller waits at most
     */
    RegistryThread(
            RegistryCore core,
            Supplier<Catalogue> catalogues,
            Surroundings surroundings,
            TrustedTime time,
            Duration patience) {
        this.core = core;
        this.catalogues = catalogues;
        this.surroundings = surroundings;
        this.time = time;
        this.patience = patience;
        executor = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "webgate-license-registry"));
        callers = Executors.newCachedThreadPool(work -> daemon(work, "webgate-limits-listener"));
        announcer = new Announcer(callers);
        restUntil = time.nanos();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Whether the limits can be relied on: they are known, and the last good round is young enough (R52, R53). Safe for
     * all threads.
     */
    boolean isReady() {
        Duration age = Duration.ofNanos(time.nanos() - lastGood);
        Snapshot snapshot = core.snapshot();
        if (!snapshot.ready() || age.compareTo(OLDEST) > 0) {
            return false;
        }
        // A clock that is set forward over a step gives the next round its time, too
        return age.compareTo(LATEST_STEP) <= 0
                || snapshot.limits()
                        .nextChange()
                        .filter(next -> time.instant().isAfter(next.plus(LATEST_STEP)))
                        .isEmpty();
    }

    void start(Set<ApplicationId> played) {
        play(played);
        later(this::begin);
    }

    private void begin() {
        try {
            core.begin();
            catalogue = catalogues.get();
            surroundings.open(() -> later(this::round));
            told.clear();
            poll();
        } catch (Throwable e) {
            complain("The licence registry can't begin and tries again until it can", e);
            in(RETRY, this::begin);
        }
    }

    private void poll() {
        Duration pause = RETRY;
        try {
            long before = time.nanos();
            round();
            told.clear();
            pause = Pace.untilPoll(
                    Duration.ofNanos(time.nanos() - before),
                    time.instant(),
                    core.snapshot().limits().nextChange());
        } catch (Throwable e) {
            // Polling goes on: a defect in one round must not leave expired documents in force for ever
            complain("The licence registry failed in a round", e);
        }
        in(pause, this::poll);
    }

    private void complain(String what, Throwable reason) {
        if (told.size() < MOST_TOLD && told.add(reason.toString())) {
            LOG.error(what, reason);
        }
    }

    private void round() {
        if (catalogue == null) {
            return;
        }
        int revision = surroundings.bundlesRevision();
        if (revision != catalogueRevision) {
            core.catalogue(catalogue.of(surroundings.bundles()));
            catalogueRevision = revision;
        }
        try {
            core.tick();
            lastGood = time.nanos();
            announce();
        } finally {
            core.tell();
        }
    }

    /**
     * Files of the folder are said to have changed: they are looked at at once, or a little later where word comes all the
     * time, so that whoever goes on writing to a file takes no more than a small part of a core. Safe for all threads.
     */
    void noticed(Collection<Path> files) {
        boolean first;
        synchronized (noticed) {
            first = noticed.isEmpty();
            noticed.addAll(files);
        }
        if (first) {
            try {
                var unused = executor.schedule(
                        guarded(this::lookAtNoticed),
                        Pace.untilLook(time.nanos(), restUntil).toNanos(),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The licence registry is stopped", e);
            }
        }
    }

    private void lookAtNoticed() {
        Set<Path> files;
        synchronized (noticed) {
            files = Set.copyOf(noticed);
            noticed.clear();
        }
        if (catalogue == null || !core.snapshot().ready()) {
            return; // the round that makes it ready looks at all
        }
        long before = time.nanos();
        try {
            core.notice(files);
            announce();
        } finally {
            core.tell();
            long ended = time.nanos();
            restUntil = Pace.restUntil(ended, Duration.ofNanos(ended - before));
        }
    }

    void play(Set<ApplicationId> played) {
        soon(() -> core.play(played));
    }

    /** Changes something on this thread, and looks at once what follows. */
    void soon(Runnable change) {
        later(() -> {
            change.run();
            round();
        });
    }

    /** Everything signed that these limits are made of (R60). */
    private List<SignedFile> documents(Limits limits) {
        List<SignedFile> documents = new ArrayList<>(core.documents(limits));
        if (catalogue != null) {
            documents.addAll(catalogue.files(limits.modules().keySet()));
        }
        return documents;
    }

    private void announce() {
        Snapshot snapshot = core.snapshot();
        if (snapshot.ready()) {
            announcer.announce(snapshot.limits(), () -> documents(snapshot.limits()), surroundings.listeners());
        }
    }

    /**
     * Looks at what is kept, on the registry's thread, and waits for what it sees.
     *
     * @throws IllegalStateException when that did not come about in time, or the registry is stopped
     */
    <T> T ask(Supplier<T> question) {
        return await(onThread(question), time.nanos() + patience.toNanos(), "The licence registry did not answer");
    }

    private <T> CompletableFuture<T> onThread(Supplier<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    if (!core.snapshot().ready()) {
                        throw new IllegalStateException(
                                "The licence registry is still reading its documents; repeat in a moment");
                    }
                    outcome.complete(work.get());
                } catch (RuntimeException | Error e) {
                    outcome.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The licence registry is stopped", e);
        }
        return outcome;
    }

    /**
     * Carries out a change and waits until its limits are in effect everywhere (R8).
     *
     * @throws IllegalStateException when that did not come about in time, or the registry is stopped
     */
    <T> T change(Supplier<T> change) {
        record Outcome<T>(T value, CompletableFuture<Void> inEffect) {}
        long deadline = time.nanos() + patience.toNanos();
        CompletableFuture<Outcome<T>> outcome = onThread(() -> {
            try {
                T value = change.get();
                announce();
                return new Outcome<>(value, announcer.inEffect());
            } finally {
                core.tell();
            }
        });
        Outcome<T> done = await(outcome, deadline, "The licence registry did not answer");
        await(
                done.inEffect().thenApply(nothing -> true),
                deadline,
                "Done and durable, but the limits are not in effect everywhere");
        return done.value();
    }

    private <T> T await(CompletableFuture<T> stage, long deadline, String complaint) {
        try {
            return stage.get(deadline - time.nanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(complaint + ": interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(complaint + " within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure;
            }
            throw new IllegalStateException(complaint + ": " + e.getMessage(), e);
        }
    }

    private void in(Duration pause, Runnable task) {
        var unused = executor.schedule(guarded(task), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void later(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The licence registry is stopped", e);
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RejectedExecutionException e) {
                LOG.debug("The licence registry is stopped", e);
            } catch (Throwable e) {
                complain("The licence registry failed in a task", e);
            }
        };
    }

    /** Safe to call twice. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        callers.shutdownNow();
        surroundings.close();
    }
}
