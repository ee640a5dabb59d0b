// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.access.Route;
import io.webgate.admin.internal.frame.AssetFiles;
import io.webgate.admin.internal.frame.DevicePages;
import io.webgate.admin.internal.frame.ExtensionFilter;
import io.webgate.admin.internal.frame.Extensions;
import io.webgate.admin.internal.frame.Layout;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.PageWriter;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Uis;
import io.webgate.gate.api.Concern;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Publishes the one servlet of the pages, with the routes that they answer.
 *
 * <p>Every reference to the licensing plane is optional and dynamic, hence a field: the pages stay up while the services
 * behind them come and go, and say which one is missing (R51).
 */
@Component(
        service = {},
        immediate = true)
public final class AdminPublisher implements Plane {

    private final String version;
    private final String home;
    private final DevicePages devicePages;
    private final ServiceRegistration<Servlet> registration;
    private final List<ServiceRegistration<Filter>> filters;

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
    private volatile @Nullable Accounts accounts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Settings settings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable UsageHistory history;

    @Reference(target = Concerns.TARGET, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile Collection<Map.Entry<Map<String, Object>, Concern>> concerns = List.of();

    /** Called by SCR. */
    @Activate
    public AdminPublisher(BundleContext context, @Reference Extensions extensions, @Reference DevicePages devicePages) {
        this.devicePages = devicePages;
        version = Optional.ofNullable(context.getProperty("webgate.version"))
                .orElseGet(() -> context.getBundle().getVersion().toString());
        home = Optional.ofNullable(context.getProperty("webgate.home")).orElse("");
        AssetFiles assets = AssetFiles.fromClassPath();
        PageTable pages = Areas.all(extensions);
        Uis uis = new Uis(this, assets, ZoneId.systemDefault());
        PageWriter writer = new PageWriter(new Layout(this, extensions));
        Map<String, Object> properties = Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                "webgate-admin",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                new String[] {"/admin", "/admin/*"},
                Route.PROPERTY,
                pages.routes());
        registration = context.registerService(
                Servlet.class,
                new AdminServlet(assets, pages, this, uis, writer),
                FrameworkUtil.asDictionary(properties));
        filters = Stream.of(ExtensionFilter.properties(), ExtensionFilter.gateProperties())
                .map(place -> context.registerService(
                        Filter.class,
                        new ExtensionFilter(extensions, writer, uis::of),
                        FrameworkUtil.asDictionary(place)))
                .toList();
    }

    /** Called by SCR. */
    @Deactivate
    public void close() {
        filters.forEach(ServiceRegistration::unregister);
        registration.unregister();
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
    public Optional<GateWatch> watch() {
        return Optional.ofNullable(watch);
    }

    @Override
    public Optional<MachineIdentity> machine() {
        return Optional.ofNullable(machine);
    }

    @Override
    public Optional<String> devicePage(Set<ModuleId> modules) {
        return devicePages.path(modules);
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
    public Optional<Accounts> accounts() {
        return Optional.ofNullable(accounts);
    }

    @Override
    public Optional<UsageHistory> history() {
        return Optional.ofNullable(history);
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
    public String home() {
        return home;
    }
}
