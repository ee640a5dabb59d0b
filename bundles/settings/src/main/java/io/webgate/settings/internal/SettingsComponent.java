// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.access.Access;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import io.webgate.license.spi.SettingsCheck;
import io.webgate.settings.Definition;
import io.webgate.settings.Import;
import io.webgate.settings.Order;
import io.webgate.settings.Outcome;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;
import io.webgate.settings.Wish;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Publishes the settings. Ledger, access and meters may come and go, hence fields and methods: settings stay to be changed
 * while they do.
 */
@Component(service = Settings.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SettingsComponent implements Settings {

    private static final int KEY_BYTES = 32;

    private final Desk desk;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final List<SettingsCheck> checks = new CopyOnWriteArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Ledger ledger;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Access access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ServiceComponentRuntime components;

    /** Brings the history's table up to date. */
    @Activate
    public SettingsComponent(
            BundleContext context,
            @Reference MetaTypeService metatype,
            @Reference ConfigurationAdmin configurations,
            @Reference Store store,
            @Reference TrustedTime time)
            throws StoreException {
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        desk = new Desk(
                new MetatypeCatalogue(context, metatype, () -> Optional.ofNullable(components)),
                new ConfigShelf(configurations),
                store,
                time,
                new Revisions(key),
                () -> List.copyOf(meters),
                () -> List.copyOf(checks),
                () -> Optional.ofNullable(ledger).map(SettingsComponent::limits),
                this::record);
    }

    private static Limits limits(Ledger ledger) {
        return new Limits() {
            @Override
            public Optional<Usage> usage(ModuleId module) {
                return ledger.picture().usage(module);
            }

            @Override
            public Preview simulate(ModuleId module, long more) {
                return ledger.simulate(module, more);
            }
        };
    }

    private void record(String by, String what, String subject, String outcome) {
        Access known = access;
        if (known != null) {
            known.record(by, what, subject, outcome);
        }
    }

    /** Called by SCR. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addMeter(Meter meter) {
        meters.add(meter);
    }

    /** Called by SCR. */
    void removeMeter(Meter meter) {
        meters.remove(meter);
    }

    /** Called by SCR. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addCheck(SettingsCheck check) {
        checks.add(check);
    }

    /** Called by SCR. */
    void removeCheck(SettingsCheck check) {
        checks.remove(check);
    }

    @Override
    public List<Definition> definitions() {
        return desk.definitions();
    }

    @Override
    public Optional<Definition> definition(String pid) {
        return desk.definition(pid);
    }

    @Override
    public List<Saved> saved(Definition definition) {
        return desk.saved(definition);
    }

    @Override
    public Optional<Saved> find(String pid) {
        return desk.find(pid);
    }

    @Override
    public Optional<Plan> plan(Wish wish) {
        return desk.plan(wish);
    }

    @Override
    public Outcome save(Wish wish, Order order) {
        return desk.save(wish, order);
    }

    @Override
    public List<Past> history(String pid, int most) throws StoreException {
        return desk.history(pid, most);
    }

    @Override
    public Optional<Wish> restoring(String pid, long seq) throws StoreException {
        return desk.restoring(pid, seq);
    }

    @Override
    public String export() {
        return desk.export();
    }

    @Override
    public Import planImport(String json) {
        return desk.planImport(json);
    }

    @Override
    public Import take(String json, Order order) {
        return desk.take(json, order);
    }
}
