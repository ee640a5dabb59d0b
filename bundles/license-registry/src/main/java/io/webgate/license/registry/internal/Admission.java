// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.store.StoreException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which documents have been admitted, and what they left behind (R8). A document counts only after its mark is durable,
 * so that it can't be followed by an older generation after a crash. One thread at a time.
 */
final class Admission {

    private final StoredRecords records;
    private final Map<Identity, Arrival> arrivals = new HashMap<>();
    private final Map<Identity, License> admitted = new HashMap<>();
    private Marks marks = Marks.NONE;

    Admission(StoredRecords records) {
        this.records = records;
    }

    void load() throws StoreException {
        records.migrate();
        marks = records.marks();
        arrivals.clear();
        records.arrivals().forEach(arrival -> arrivals.put(arrival.identity(), arrival));
    }

    Marks marks() {
        return marks;
    }

    Optional<Arrival> arrival(License license) {
        return Optional.ofNullable(arrivals.get(Identity.of(license)));
    }

    /** This very document was admitted and not removed through us since. */
    boolean isKnown(License license) {
        if (license.equals(admitted.get(Identity.of(license)))) {
            return true;
        }
        boolean known = hasArrived(license);
        if (known) {
            // Its digest is taken once a run
            admitted.put(Identity.of(license), license);
        }
        return known;
    }

    private boolean hasArrived(License license) {
        return arrival(license)
                .filter(arrival -> arrival.content().equals(DocumentReader.contentDigest(license)))
                .isPresent();
    }

    /** Does what {@link #isKnown} does at its first call, for all of them at once: at a start many digests are due. */
    void recognise(Collection<License> licenses) {
        licenses.stream()
                .filter(license -> !license.equals(admitted.get(Identity.of(license))))
                .toList()
                .parallelStream()
                .filter(this::hasArrived)
                .toList()
                .forEach(license -> admitted.put(Identity.of(license), license));
    }

    /** It is new here, and a higher generation was seen before it. */
    boolean isLate(License license) {
        return marks.highestGeneration(license) > license.generation() && !isKnown(license);
    }

    /** Admits documents that are not known yet, durably; on failure none is. */
    void admit(Collection<License> added, String source, Instant now) throws StoreException {
        if (added.isEmpty()) {
            return;
        }
        List<Arrival> arriving = new ArrayList<>();
        for (License license : added) {
            arriving.add(new Arrival(Identity.of(license), DocumentReader.contentDigest(license), source, now));
        }
        Marks next = marks.with(added);
        records.save(arriving, marks, next);
        marks = next;
        arriving.forEach(arrival -> arrivals.put(arrival.identity(), arrival));
        added.forEach(license -> admitted.put(Identity.of(license), license));
    }

    /** Removed through us: forgotten at once here, durably if the store can. */
    void forget(Collection<Identity> removed) throws StoreException {
        removed.forEach(arrivals::remove);
        removed.forEach(admitted::remove);
        records.forget(removed);
    }
}
