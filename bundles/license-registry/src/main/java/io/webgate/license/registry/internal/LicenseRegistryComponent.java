// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.spi.BuiltInEdition;
import io.webgate.store.Store;
import io.webgate.trust.Trust;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The registry as a service: wires what the framework gives to {@link RegistryCore} and {@link RegistryThread}. */
@Component(service = LicenseRegistry.class, immediate = true, configurationPid = HostSettings.PID)
@Designate(ocd = HostSettings.class)
public final class LicenseRegistryComponent implements LicenseRegistry {

    private static final String SMALL = "small";

    /** How long a caller waits at most until a change is in effect everywhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryThread thread;
    private final FolderWatch watch;
    private final RegistryCore core;
    private final String edition;
    private final String trust;
    private final SignedTime time;
    private final MachineIdentity machine;
    private volatile Set<ApplicationId> played;
    private volatile @Nullable BuiltInEdition builtIn;

    /** Starts the registry's thread and returns; the documents are read there. */
    @Activate
    public LicenseRegistryComponent(
            BundleContext context,
            HostSettings settings,
            @Reference Store store,
            @Reference SignedTime time,
            @Reference MachineIdentity machine,
            @Reference MediaIdentity media)
            throws LicenseFormatException {
        TrustDocument trusted = TrustDocument.parse(Trust.document());
        this.time = time;
        this.machine = machine;
        trust = trusted.mode();
        edition = Optional.ofNullable(context.getProperty("webgate.edition")).orElse("store");
        played = played(settings);
        StoredRecords records = new StoredRecords(store);
        Home home = new Home(
                home(context),
                Optional.ofNullable(context.getProperty(TimeComponent.OUTSIDE)).map(Path::of));
        core = new RegistryCore(
                home,
                admitsDocuments(),
                new DiskFiles(),
                new Statements(trusted.keys(), records),
                records,
                time,
                new Evidence() {
                    @Override
                    public int matchingGroups(String machineKey) {
                        return machine.matching(machineKey);
                    }

                    @Override
                    public Set<String> media() {
                        return media.plugged().stream()
                                .flatMap(drive -> drive.key().stream())
                                .collect(Collectors.toSet());
                    }
                });
        EntrySignatures entries = new EntrySignatures(trusted.keys(), time);
        thread = new RegistryThread(
                core,
                () -> new Catalogue(Trust.catalogue(), entries::ofDistribution, entries::ofThirdParty),
                new FrameworkSurroundings(context),
                time,
                PATIENCE);
        thread.start(played);
        watch = new FolderWatch(home.documents(), thread::noticed);
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("webgate.home");
        if (home == null || home.isBlank()) {
            throw new IllegalStateException(
                    "Property webgate.home is not set: the licence registry needs the home's path");
        }
        return Path.of(home).resolve("licenses");
    }

    /** An edition with built-in licences is whole with its own bundle; without it nothing is ready (R33, R53). */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEdition(BuiltInEdition found) {
        if (!admitsDocuments() && found.name().equals(edition)) {
            builtIn = found;
            List<byte[]> documents = List.of(Trust.edition(edition));
            thread.soon(() -> core.builtIn(documents));
        }
    }

    /** See {@link #bindEdition}. */
    void unbindEdition(BuiltInEdition gone) {
        if (gone.equals(builtIn)) {
            builtIn = null;
        }
    }

    @Override
    public boolean admitsDocuments() {
        return !SMALL.equals(edition);
    }

    private Set<ApplicationId> played(HostSettings settings) {
        return admitsDocuments() ? PlayedApplications.of(settings.applications()) : BuiltIn.played(edition);
    }

    @Modified
    void modified(HostSettings settings) {
        played = played(settings);
        thread.play(played);
    }

    @Deactivate
    void deactivate() {
        watch.close();
        thread.close();
    }

    @Override
    public Limits limits() {
        return core.snapshot().limits();
    }

    @Override
    public boolean isReady() {
        return thread.isReady() && (admitsDocuments() || builtIn != null);
    }

    @Override
    public Set<ModuleId> missingModules() {
        return core.snapshot().missing();
    }

    @Override
    public List<InstalledLicense> licenses() {
        return core.snapshot().licenses();
    }

    @Override
    public InstallResult install(byte[] document, String source) {
        byte[] copy = document.clone();
        // Verified on the caller's thread: many at once use all cores, and the registry's own thread stays free
        Reading reading = core.read(copy);
        return thread.change(() -> core.install(copy, reading, source));
    }

    @Override
    public boolean remove(LicenseId id) {
        return thread.change(() -> core.remove(id));
    }

    @Override
    public ActivationResult activate(LicenseId id, String by, String reason) {
        return thread.change(() -> core.activate(id, by, reason));
    }

    @Override
    public List<BreakGlassUse> activations() {
        return core.activations();
    }

    @Override
    public Optional<Proposed> proposed(Proposal proposal, Optional<Instant> at) {
        if (proposal instanceof Proposal.Activate activate) {
            return thread.ask(() -> core.proposedActivation(activate.id(), at));
        }
        Optional<Reading> reading = proposal instanceof Proposal.Install install
                ? Optional.of(core.read(install.file()))
                : Optional.empty();
        Optional<LicenseId> removed =
                proposal instanceof Proposal.Remove remove ? Optional.of(remove.id()) : Optional.empty();
        return thread.ask(() -> core.proposed(reading, removed, at));
    }

    @Override
    public List<Limits> steps(int most) {
        Snapshot snapshot = core.snapshot();
        return snapshot.foresight().steps(snapshot.limits(), most);
    }

    @Override
    public List<Advice> advice() {
        return Advising.of(core.snapshot(), time.instant(), machine::drift, machine.remembered(), time.behind());
    }

    @Override
    public Set<ApplicationId> applications() {
        return played;
    }

    @Override
    public String trust() {
        return trust;
    }

    @Override
    public String edition() {
        return edition;
    }
}
