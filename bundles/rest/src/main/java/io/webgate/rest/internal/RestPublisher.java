// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.access.Route;
import io.webgate.gate.api.Concern;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.rest.internal.events.Events;
import io.webgate.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

import jakarta.servlet.Servlet;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Publishes the one servlet of this face, for every path that no other servlet takes, with the routes that it answers.
 *
 * <p>Every reference is optional and dynamic, hence a field: this face must stay up while the services behind it come
 * and go, and say which one is missing (R51).
 */
@Component(
        service = {},
        immediate = true)
public final class RestPublisher implements Plane {

    private static final int BEHIND_ALL_OTHERS = -1000;

    private final BundleContext context;
    private final String version;
    private final Optional<Certificate> certificate;
    private final Events events;
    private final ServiceRegistration<Servlet> registration;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable LicenseRegistry registry;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Ledger ledger;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Journal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable UsageHistory history;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable GateWatch watch;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MachineIdentity machine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MediaIdentity media;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable VendorRequest vendorRequest;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TrustedTime time;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Access access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Exchange exchange;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Settings settings;

    @Reference(target = Concerns.TARGET, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile Collection<Map.Entry<Map<String, Object>, Concern>> concerns = List.of();

    /** Called by SCR. */
    @Activate
    public RestPublisher(BundleContext context) {
        this.context = context;
        version = Optional.ofNullable(context.getProperty("webgate.version"))
                .orElseGet(() -> context.getBundle().getVersion().toString());
        certificate = Optional.ofNullable(context.getProperty("webgate.tls.from"))
                .flatMap(from -> Optional.ofNullable(context.getProperty("webgate.tls.until"))
                        .map(until -> new Certificate(Instant.parse(from), Instant.parse(until))));
        events = new Events(this::sight, start(), Executors.newSingleThreadScheduledExecutor(RestPublisher::thread));
        Router router = Face.of(this, events);
        Map<String, Object> properties = Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                "webgate-rest",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                "/*",
                Constants.SERVICE_RANKING,
                BEHIND_ALL_OTHERS,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED,
                true,
                Route.PROPERTY,
                router.routes());
        registration =
                context.registerService(Servlet.class, new RestServlet(router), FrameworkUtil.asDictionary(properties));
    }

    /** Called by SCR. */
    @Deactivate
    public void close() {
        // First, so that no reader's open request holds up the end of the servlet
        events.close();
        registration.unregister();
    }

    @Override
    public Optional<Certificate> certificate() {
        return certificate;
    }

    private static String start() {
        return HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "webgate-rest-events");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Optional<LicenseRegistry> registry() {
        return Optional.ofNullable(registry);
    }

    @Override
    public Optional<Ledger> ledger() {
        return Optional.ofNullable(ledger);
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.ofNullable(journal);
    }

    @Override
    public Optional<UsageHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    public Optional<GateWatch> watch() {
        return Optional.ofNullable(watch);
    }

    @Override
    public Optional<MachineIdentity> machine() {
        return Optional.ofNullable(machine);
    }

    @Override
    public Optional<MediaIdentity> media() {
        return Optional.ofNullable(media);
    }

    @Override
    public Optional<VendorRequest> vendorRequest() {
        return Optional.ofNullable(vendorRequest);
    }

    @Override
    public Optional<TrustedTime> time() {
        return Optional.ofNullable(time);
    }

    @Override
    public Optional<Access> access() {
        return Optional.ofNullable(access);
    }

    @Override
    public Optional<Exchange> exchange() {
        return Optional.ofNullable(exchange);
    }

    @Override
    public Optional<Settings> settings() {
        return Optional.ofNullable(settings);
    }

    @Override
    public Concerns concerns() {
        return Concerns.of(concerns);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> fragments() {
        return Fragments.of(context.getBundles());
    }
}
