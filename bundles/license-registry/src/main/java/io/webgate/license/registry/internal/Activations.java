// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which break-glass licences were used here (R59). A use outlives the document, and has an effect only after it is durable:
 * a crash in between leaves it used. {@link #uses} is safe for all threads, the rest belongs to one.
 */
final class Activations {

    private static final Logger LOG = LoggerFactory.getLogger(Activations.class);

    private final StoredRecords records;
    private final UsesOutside outside;
    private volatile Optional<Map<Identity, Activation>> byLicense = Optional.empty();

    Activations(StoredRecords records, UsesOutside outside) {
        this.records = records;
        this.outside = outside;
    }

    /** After the store's tables were made. */
    void load() throws StoreException {
        Map<Identity, Activation> all = new HashMap<>();
        for (BreakGlassUse use : records.activations()) {
            all.put(new Identity(use.vendor(), use.license()), use.activation());
        }
        List<BreakGlassUse> copied = outside.read();
        for (BreakGlassUse use : copied) {
            Identity used = new Identity(use.vendor(), use.license());
            if (!all.containsKey(used)) {
                LOG.warn(
                        "The home seems to be put back from an older copy: it does not know that {} was activated",
                        used);
                all.put(used, records.activate(use).activation());
            }
        }
        byLicense = Optional.of(Map.copyOf(all));
        if (copied.size() < all.size()) {
            outside.write(uses());
        }
    }

    /** By the document that was used; does not change any more. Nothing before it was loaded: then nothing is assessed. */
    Map<Identity, Activation> all() {
        return byLicense.orElse(Map.of());
    }

    /** The use of a break-glass licence; of any other there is none. */
    Optional<Activation> of(License license) {
        return of(all(), license);
    }

    static Optional<Activation> of(Map<Identity, Activation> all, License license) {
        return license.breakGlass().isPresent() ? Optional.ofNullable(all.get(Identity.of(license))) : Optional.empty();
    }

    /**
     * The oldest first.
     *
     * @throws UncheckedIOException when they have not been read yet: an answer without them would hide them
     */
    List<BreakGlassUse> uses() {
        return byLicense
                .orElseThrow(() -> new UncheckedIOException(new IOException(
                        "The licence registry has not read yet what was activated; repeat in a moment")))
                .entrySet()
                .stream()
                .map(entry -> new BreakGlassUse(
                        entry.getKey().vendor(), entry.getKey().id(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (BreakGlassUse use) -> use.activation().at())
                        .thenComparing(BreakGlassUse::license)
                        .thenComparing(BreakGlassUse::vendor))
                .toList();
    }

    /**
     * Uses a licence, durably.
     *
     * @return the use that stands: this one, or an earlier one that is known by now
     */
    Activation use(License license, Activation wanted) throws StoreException {
        LicenseId id = license.id();
        Activation standing = records.activate(new BreakGlassUse(license.vendor(), id, wanted))
                .activation();
        Map<Identity, Activation> more = new HashMap<>(all());
        more.put(Identity.of(license), standing);
        byLicense = Optional.of(Map.copyOf(more));
        outside.write(uses());
        return standing;
    }

    /** The end of a document that may have been used: of that day, as every validity, or its own where that comes first. */
    static Optional<Instant> ends(License license, Optional<Activation> use) {
        Optional<Instant> used = use.map(
                one -> one.lastDay().plusDays(1).atStartOfDay(license.zone()).toInstant());
        return license.ends().filter(own -> used.filter(own::isAfter).isEmpty()).or(() -> used);
    }

    /** Its contents as people see them, see {@link io.webgate.license.api.InstalledLicense#license()}. */
    static License shown(License license, Optional<Activation> use) {
        return use.map(one -> license.endingBy(one.lastDay())).orElse(license);
    }
}
