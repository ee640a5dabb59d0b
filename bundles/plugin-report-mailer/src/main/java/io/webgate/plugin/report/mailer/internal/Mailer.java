// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.Concern;
import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The mailing service (R29, R65): there exactly while the gate is open and the module is granted, so that no job is sent
 * without a licence, those set up earlier neither. One thread works; calls are safe from any.
 */
@RequireGate
@RequireLicense(module = Mailer.MODULE, path = "report-mailer")
@Component(service = Mailer.class, immediate = true)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + Mailer.MODULE + ")")
public final class Mailer {

    static final String MODULE = "powerpos.report-mailer";

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final long MOST_OF_ONE = 20L * 1024 * 1024;
    private static final long MOST_OF_ALL = 10 * MOST_OF_ONE;

    /** Shorter than the five seconds after which the watchdog says that a bundle hangs; who comes next waits for the rest. */
    static final Duration GOOD_BYE = Duration.ofSeconds(4);

    private final TrustedTime time;
    private final Outbox outbox;
    private final Jobs jobs;
    private final Postman postman;
    private final Rounds rounds;
    private final ServerSettings server;
    private final List<AutoCloseable> listening;
    private final AtomicBoolean serving = new AtomicBoolean(true);

    /** Begins to work. */
    @Activate
    public Mailer(
            BundleContext context,
            @Reference Gate gate,
            @Reference Ledger ledger,
            @Reference TrustedTime time,
            @Reference OutboxComponent outbox,
            @Reference Jobs jobs,
            @Reference ReportsLink reports,
            @Reference ServerSettings server) {
        this(
                time,
                outbox.outbox(),
                jobs,
                server,
                serving -> new Postman(
                        outbox.outbox(),
                        outbox.handover(),
                        spool(home(context).resolve("var").resolve("report-mailer")),
                        jobs::all,
                        reports::get,
                        server::server,
                        Smtp::new,
                        new Backoff(new SecureRandom()),
                        time,
                        () -> serving.getAsBoolean()
                                && server.isKnown()
                                && gate.isOpen()
                                && isGranted(ledger, new ModuleId(MODULE)),
                        new Alarm(concern -> registered(context, concern))));
    }

    /** @param postman is told whether the service still runs */
    Mailer(
            TrustedTime time,
            Outbox outbox,
            Jobs jobs,
            ServerSettings server,
            Function<BooleanSupplier, Postman> postman) {
        this.time = time;
        this.outbox = outbox;
        this.jobs = jobs;
        this.server = server;
        this.postman = postman.apply(serving::get);
        this.rounds = new Rounds(this.postman::pass, time);
        this.listening = List.of(jobs.onChange(rounds::wake), server.onChange(rounds::wake));
        rounds.start();
    }

    /**
     * No mail begins any more. One on its way gets a moment to end; where it needs longer, its answer is kept when it comes, and
     * until then no other postman has the turn.
     */
    @Deactivate
    void stop() throws Exception {
        serving.set(false);
        postman.endAlarm();
        for (AutoCloseable one : listening) {
            one.close();
        }
        rounds.stop(GOOD_BYE);
    }

    /** @return what takes it back */
    private static Runnable registered(BundleContext context, Concern concern) {
        try {
            ServiceRegistration<Concern> registration = context.registerService(Concern.class, concern, null);
            return () -> {
                try {
                    registration.unregister();
                } catch (IllegalStateException stopped) {
                    LOG.debug("The concern has gone with the bundle", stopped);
                }
            };
        } catch (IllegalStateException stopped) {
            LOG.debug("The bundle has stopped meanwhile: nobody is told of its concern", stopped);
            return () -> {};
        }
    }

    static Path home(BundleContext context) {
        return Path.of(Objects.requireNonNull(context.getProperty("webgate.home"), "Property webgate.home is not set"));
    }

    private static Spool spool(Path folder) {
        return new Spool(folder, MOST_OF_ONE, MOST_OF_ALL, Spool.lockOf(folder));
    }

    private static boolean isGranted(Ledger ledger, ModuleId module) {
        return ledger.picture().usage(module).filter(usage -> !usage.withheld()).isPresent();
    }

    /** Keeps that a job is to be sent now. */
    Run send(Job job, String by, Optional<String> key) throws StoreException {
        Run run = outbox.ask(job, by, key, time.instant());
        rounds.wake();
        return run;
    }

    /** Sends a test mail and waits for the server's answer. */
    Answer test(String recipient, Locale language) {
        Optional<MailServer> to = server.server();
        if (to.isEmpty()) {
            return Answer.of(Answer.Kind.NOT_SET);
        }
        Letter letter = Letter.test(to.get(), outbox.origin(), recipient, time.instant(), language);
        try (Carrier.Link link = new Smtp(to.get()).open()) {
            return link.carry(letter);
        } catch (Carrier.NotCarried e) {
            LOG.info("Test mail: {}", e.answer().text().english());
            return e.answer();
        }
    }

    /** Why nothing is sent though the service runs; empty where nothing hinders it. */
    Optional<Hindrance> hindrance() {
        return postman.hindrance();
    }

    Jobs jobs() {
        return jobs;
    }
}
