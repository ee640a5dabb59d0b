// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.Meter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Stops the gate and everything that depends on it when a verdict or a failure says so, and starts it again (R50–R56).
 * This component only listens: it tells the {@link WatchLoop}'s thread that something may have changed, and closes the
 * permit at once where a service has gone. Its references are optional because their absence is what it has to handle.
 * Thread-safe.
 */
@Component(immediate = true, service = GateWatch.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class Watchdog implements GateWatch, Surroundings {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final BundleContext context;
    private final FrameworkView framework;
    private final Plane plane = new Plane();
    private final PermitSwitch permit = new PermitSwitch();
    private final WatchLoop loop;
    private final LedgerErrands errands;
    private final SynchronousBundleListener bundles = this::bundleChanged;
    private final ServiceListener services = this::serviceChanged;
    private final FrameworkListener frameworks = this::frameworkChanged;
    private final PictureWatch pictures;
    private volatile Anchor anchor = new Anchor(Instant.EPOCH, 0);
    private volatile LongSupplier requests = () -> 0;
    private boolean ended;
    private @Nullable ServiceRegistration<GatePermit> registration;

    /** A moment on both clocks, so that others can be told when something happened. */
    private record Anchor(Instant instant, long nanos) {}

    /** Looks after the framework of this bundle. */
    @Activate
    public Watchdog(BundleContext context) {
        this.context = context;
        this.framework = new FrameworkView(context);
        // monotonic time, straight from the machine: it has to work when the service that tells the time is gone
        this.loop = new WatchLoop(framework, this, System::nanoTime);
        this.errands = new LedgerErrands(loop::wake);
        this.pictures = new PictureWatch(loop::wake);
    }

    @Activate
    void activate() throws InvalidSyntaxException {
        context.addServiceListener(services, Rightful.FILTER);
        context.addBundleListener(bundles);
        context.addFrameworkListener(frameworks);
        loop.start();
    }

    /** Ends everything but the bundles: without the permit the gate stops itself, on its own thread (R53). */
    @Deactivate
    void deactivate() {
        permit.shut();
        loop.end();
        context.removeServiceListener(services);
        context.removeBundleListener(bundles);
        context.removeFrameworkListener(frameworks);
        pictures.close();
        withdraw();
    }

    @Override
    public void withdraw() {
        ServiceRegistration<GatePermit> registered;
        synchronized (this) {
            ended = true;
            registered = registration;
            registration = null;
        }
        if (registered != null) {
            registered.unregister();
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger, Map<String, Object> properties) {
        plane.take(new Plane.Found<>(ledger, bundle(properties)));
        permit.shut();
        permit.know(ledger);
        pictures.follow(ledger);
        loop.wakeForStructure();
    }

    void unbindLedger(Ledger ledger) {
        if (plane.lose(ledger)) {
            permit.shut();
            permit.know(null);
            pictures.close();
        }
        loop.wakeForStructure();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindRegistry(LicenseRegistry registry, Map<String, Object> properties) {
        plane.takeRegistry(new Plane.Found<>(registry, bundle(properties)));
        permit.shut();
        loop.wakeForStructure();
    }

    void unbindRegistry(LicenseRegistry registry) {
        plane.loseRegistry(registry);
        permit.shut();
        loop.wakeForStructure();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindIntegrity(IntegrityReport integrity, Map<String, Object> properties) {
        plane.takeIntegrity(new Plane.Found<>(integrity, bundle(properties)));
        permit.shut();
        loop.wakeForStructure();
    }

    /** It has found something else. What it found is asked once, by the evidence; here it only closes what it must. */
    void updatedIntegrity(IntegrityReport integrity) {
        if (!integrity.isSound()) {
            permit.shut();
        }
        loop.wake();
    }

    void unbindIntegrity(IntegrityReport integrity) {
        plane.loseIntegrity(integrity);
        permit.shut();
        loop.wakeForStructure();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindMeter(Meter meter, Map<String, Object> properties) {
        plane.addMeter(meter, bundle(properties));
        loop.wakeForStructure();
    }

    void unbindMeter(Meter meter) {
        plane.removeMeter(meter);
        permit.shut();
        loop.wakeForStructure();
    }

    /** Only for telling when; nothing is decided by it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindTime(TrustedTime time) {
        anchor = new Anchor(time.instant(), System.nanoTime());
    }

    void unbindTime(TrustedTime time) {
        LOG.debug("The time service {} has gone; the last time it told goes on", time);
    }

    /** How many requests the gate is answering; without a gate none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            target = "(webgate.gate.requests=in-flight)")
    void bindRequests(LongSupplier inFlight) {
        requests = inFlight;
    }

    void unbindRequests(LongSupplier inFlight) {
        if (requests == inFlight) {
            requests = () -> 0;
        }
    }

    @Override
    public GateView view() {
        Status status = loop.status();
        Optional<Picture> picture = plane.ledger().map(Ledger::picture);
        List<Latch> latches = picture.map(Picture::latches).orElse(List.of());
        Anchor known = anchor;
        return new ViewOf(
                        status,
                        framework.nodes(ViewOf.ids(status)),
                        module -> picture.flatMap(now -> now.usage(module)))
                .view(
                        permit.isOpen(),
                        latches,
                        known.instant().plusNanos(status.since() - known.nanos()),
                        framework.activeLevel());
    }

    @Override
    public CompletionStage<GateView> settled() {
        // on another thread than the watchdog's: whoever waits may do anything
        return loop.settled().thenApplyAsync(done -> view());
    }

    @Override
    public Evidence evidence(Topology topology) {
        return plane.evidence(topology).against(framework.impostors());
    }

    @Override
    public long epoch() {
        return permit.epoch();
    }

    @Override
    public boolean permit(long epoch) {
        return plane.ledger().filter(ledger -> permit.open(epoch, ledger)).isPresent();
    }

    @Override
    public void forbid() {
        permit.shut();
    }

    @Override
    public void turned() {
        permit.nextGeneration();
    }

    @Override
    public boolean isPermitted() {
        return permit.isOpen();
    }

    @Override
    public long inFlight() {
        return requests.getAsLong();
    }

    @Override
    public Set<Long> foundation() {
        return plane.bundles();
    }

    @Override
    public void announce() {
        ServiceRegistration<GatePermit> fresh = context.registerService(GatePermit.class, permit, null);
        boolean late;
        synchronized (this) {
            late = ended;
            registration = late ? null : fresh;
        }
        if (late) {
            fresh.unregister();
        }
    }

    @Override
    public boolean report(Map<Long, List<String>> stopped) {
        return plane.ledger().filter(ledger -> errands.report(ledger, stopped)).isPresent();
    }

    @Override
    public boolean isReporting() {
        return errands.isReporting();
    }

    @Override
    public boolean close(ModuleId module) {
        return plane.ledger().filter(ledger -> errands.close(ledger, module)).isPresent();
    }

    private void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED,
                    BundleEvent.RESOLVED,
                    BundleEvent.UNRESOLVED,
                    BundleEvent.UPDATED,
                    BundleEvent.UNINSTALLED -> loop.wakeForStructure();
            default -> loop.wake();
        }
    }

    /** Nobody is to be served with an impostor's help, not even until the watchdog's thread has woken (T44). */
    private void serviceChanged(ServiceEvent event) {
        if (FrameworkView.isImpostor(event.getServiceReference())) {
            permit.shut();
            loop.wake();
        }
    }

    private void frameworkChanged(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED
                || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED
                || event.getType() == FrameworkEvent.STARTED) {
            loop.wakeForStructure();
        }
    }

    private static long bundle(Map<String, Object> properties) {
        return properties.get("service.bundleid") instanceof Long id ? id : -1;
    }
}
