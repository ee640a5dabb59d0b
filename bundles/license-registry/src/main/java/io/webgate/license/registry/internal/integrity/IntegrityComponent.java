// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.IntegrityReport.Finding;
import io.webgate.license.spi.IntegrityReport.Severity;
import io.webgate.trust.Trust;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after the integrity of this host on a thread of its own: at the start, each minute, and whenever bundles come or
 * change; the files themselves are read anew every ten minutes. The service is there at once and is not sound until the
 * first look is over, so the start of the host does not wait for it and the gate does.
 */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.webgate.license.spi.IntegrityReport\"",
        uses = IntegrityReport.class)
public final class IntegrityComponent {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityComponent.class);

    /** The framework property with the path of the signed manifest. */
    private static final String MANIFEST = "webgate.manifest";

    private static final long FIRST_SECONDS = 10;
    private static final long PERIOD_SECONDS = 60;
    private static final int THOROUGH_EVERY = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5 * PERIOD_SECONDS);

    /** What can't be read is tried again this often, and stops the gate after this time (R14). */
    private static final long AGAIN_SECONDS = 3;

    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final BundleContext context;
    private final Looker looker;
    private final Standing standing = new Standing(System::nanoTime, PATIENCE, SETTLE);
    private final ServiceRegistration<IntegrityReport> registration;
    private final ScheduledExecutorService executor;
    private final SynchronousBundleListener listener = this::bundleChanged;
    private final AtomicBoolean queued = new AtomicBoolean();

    private volatile boolean closed;

    // the executor's thread alone
    private List<Finding> told = List.of();
    private List<Finding> warnings = List.of();
    private long announced = -1;
    private int ticks;

    /** Starts the thread and returns. */
    @Activate
    public IntegrityComponent(BundleContext context) throws LicenseFormatException {
        this.context = context;
        TrustDocument trust = TrustDocument.parse(Trust.document());
        looker = new Looker(
                Optional.ofNullable(context.getProperty(MANIFEST)).map(Path::of),
                trust.keys(),
                trust.vendors().get(0).prefix(),
                new Canary(Trust.canary(), file -> LicenseDocuments.open(file, trust.keys()), new SecureRandom()),
                new FrameworkBundles(context));
        registration = context.registerService(IntegrityReport.class, standing, properties());
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "webgate-integrity");
            thread.setDaemon(true);
            return thread;
        });
        context.addBundleListener(listener);
        soon();
        var unused = executor.scheduleWithFixedDelay(this::tick, FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void deactivate() {
        closed = true;
        context.removeBundleListener(listener);
        executor.shutdownNow();
        registration.unregister();
    }

    private void bundleChanged(BundleEvent event) {
        String name = event.getBundle().getSymbolicName();
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED -> {
                if (name != null && Inspection.isOfThePlane(name)) {
                    standing.suspect();
                }
                soon();
            }
            case BundleEvent.RESOLVED, BundleEvent.UNRESOLVED, BundleEvent.UNINSTALLED -> soon();
            default -> {
                // nothing that is looked at has changed
            }
        }
    }

    /** Many events at a time are one look. */
    private void soon() {
        if (!queued.getAndSet(true)) {
            try {
                executor.execute(() -> {
                    queued.set(false);
                    look(FrameworkBundles.Depth.SWIFT);
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("The check of integrity is stopped", e);
            }
        }
    }

    private void tick() {
        try {
            warnings = JvmFacts.warnings(ManagementFactory.getRuntimeMXBean().getInputArguments(), threads());
        } catch (Throwable e) { // these are only warnings; the look itself must go on, each minute
            LOG.warn("What the JVM was started with can't be told", e);
        }
        boolean thorough = ++ticks % THOROUGH_EVERY == 0;
        look(thorough ? FrameworkBundles.Depth.THOROUGH : FrameworkBundles.Depth.WHOLE);
    }

    private void again() {
        try {
            var unused = executor.schedule(() -> look(FrameworkBundles.Depth.WHOLE), AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The check of integrity is stopped", e);
        }
    }

    /** Never throws: a timer that does would not come again. */
    private void look(FrameworkBundles.Depth depth) {
        try {
            long begun = standing.begin();
            announce(); // that something is suspected, before it is known what
            List<Finding> findings = new ArrayList<>(looker.look(depth));
            findings.addAll(warnings);
            tell(findings);
            standing.publish(begun, findings);
            announce();
            if (findings.stream().anyMatch(finding -> finding.severity() == Severity.UNREADABLE)) {
                again();
            }
        } catch (Throwable e) { // an Error too: a class that was changed badly throws these
            if (closed) {
                LOG.debug("The check of integrity was stopped while it looked", e);
                return;
            }
            LOG.error("The check of integrity has failed", e);
            standing.publish(standing.begin(), List.of(Texts.failed(e)));
            announce();
        }
    }

    private void tell(List<Finding> findings) {
        if (closed) {
            return; // a look that is interrupted reads nothing, which says nothing about the files
        }
        for (Finding finding : findings) {
            if (!told.contains(finding)) {
                LOG.warn("{}: {}", finding.severity(), finding.text().english());
            }
        }
        if (told.stream().anyMatch(IntegrityComponent::stops)
                && findings.stream().noneMatch(IntegrityComponent::stops)) {
            LOG.info("Nothing stands against this host's integrity any more");
        }
        told = findings;
    }

    private static boolean stops(Finding finding) {
        return finding.severity() == Severity.STOPS;
    }

    private void announce() {
        long revision = standing.revision();
        if (revision != announced) {
            announced = revision;
            registration.setProperties(properties());
        }
    }

    private java.util.Dictionary<String, Object> properties() {
        return FrameworkUtil.asDictionary(Map.of(IntegrityReport.REVISION, standing.revision()));
    }

    private static List<String> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(Objects::nonNull)
                .map(Thread::getName)
                .toList();
    }
}
