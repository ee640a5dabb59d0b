// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Access;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.TrustedTime;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.context.ServletContextHelper;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes the commands and the tab of the web console. Starts no thread and opens nothing: whoever brings a console or
 * a web console finds them.
 *
 * <p>Every reference is optional and dynamic, hence a field: the commands must be there while the services behind them
 * come and go, and say which one is missing (R51).
 */
@Component(
        service = {},
        immediate = true)
public final class ShellPublisher implements Plane {

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final WebConsole console;

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
    private volatile @Nullable TrustedTime time;

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
    private volatile @Nullable Access access;

    /** Called by SCR. */
    @Activate
    public ShellPublisher(BundleContext context) {
        Speech speech = new Speech(Locale.getDefault(), ZoneId.systemDefault());
        publish(context, "license", LicenseCommands.FUNCTIONS, new LicenseCommands(this, speech));
        publish(context, "gate", GateCommands.FUNCTIONS, new GateCommands(this, speech));
        publish(context, "seats", SeatCommands.FUNCTIONS, new SeatCommands(this, speech));
        publish(context, "journal", JournalCommands.FUNCTIONS, new JournalCommands(this, speech, version(context)));
        console = new WebConsole(context, new ConsoleTab(this, speech.zone()));
    }

    private static String version(BundleContext context) {
        return Optional.ofNullable(context.getProperty("webgate.version"))
                .orElseGet(() -> context.getBundle().getVersion().toString());
    }

    private <T> void publish(BundleContext context, String scope, List<String> functions, T commands) {
        Map<String, Object> properties = Map.of(
                CommandProcessor.COMMAND_SCOPE,
                scope,
                CommandProcessor.COMMAND_FUNCTION,
                functions.toArray(String[]::new));
        registrations.add(context.registerService(
                commands.getClass().getName(), commands, FrameworkUtil.asDictionary(properties)));
    }

    /** Called by SCR: the web console has opened its context. */
    @Reference(
            service = ServletContextHelper.class,
            target = WebConsole.CONTEXT,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindConsole(ServiceReference<ServletContextHelper> context) {
        console.appeared(context);
    }

    void unbindConsole(ServiceReference<ServletContextHelper> context) {
        console.vanished(context);
    }

    /** Called by SCR. */
    @Deactivate
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
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
    public Instant now() {
        TrustedTime known = time;
        return known == null ? Instant.EPOCH : known.instant();
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.ofNullable(journal);
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
    public Optional<Access> access() {
        return Optional.ofNullable(access);
    }
}
