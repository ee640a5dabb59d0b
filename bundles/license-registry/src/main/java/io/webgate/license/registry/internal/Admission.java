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
import java.util.concurrent.ExecutionException;

/**
 * Which documents have been admitted, and what they left behind (R8). A document counts only after its mark is durable,
 * so that it can't be followed by an older generation after a crash. One thread at a time.
 */
final class Admission {

    private final StoredRecords records;
    private final Map<Identity, Arrival> arrivals = new HashMap<>();
    private Marks marks = Marks.NONE;

    Admission(StoredRecords records) {
        this.records = records;
    }

    void load() throws StoreException {
        records.migrate();
        // Both have a row for each document
        Cores.Begun<Marks> seen = Cores.begin(records::marks);
        List<Arrival> arrived;
        try {
            arrived = records.arrivals();
        } catch (StoreException | RuntimeException e) {
            // Nothing of this attempt is under way when it is tried again
            try {
                result(seen);
            } catch (StoreException | RuntimeException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
        marks = result(seen);
        arrivals.clear();
        arrived.forEach(arrival -> arrivals.put(arrival.identity(), arrival));
    }

    private static Marks result(Cores.Begun<Marks> seen) throws StoreException {
        try {
            return seen.result();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failed) {
                throw failed;
            }
            throw new IllegalStateException("What was ever seen can't be read", e.getCause());
        }
    }

    Marks marks() {
        return marks;
    }

    Optional<Arrival> arrival(Identity identity) {
        return Optional.ofNullable(arrivals.get(identity));
    }

    /** This very document was admitted and not removed through us since. */
    boolean isKnown(Content document) {
        Arrival arrival = arrivals.get(document.identity());
        return arrival != null && arrival.content().equals(document.digest());
    }

    /** It is new here, and a higher generation was seen before it. */
    boolean isLate(Content document) {
        return state(document) == State.LATE;
    }

    /** How a document stands to what was seen before it. Safe for all threads while nothing is admitted or forgotten. */
    State state(Content document) {
        if (isKnown(document)) {
            return State.KNOWN;
        }
        License license = document.license();
        return marks.highestGeneration(license) > license.generation() ? State.LATE : State.NEW;
    }

    /** Of a document: it was admitted, it came too late ever to be, or it is to be admitted. */
    enum State {
        KNOWN,
        LATE,
        NEW
    }

    /** Admits documents that are not known yet, durably; on failure none is. */
    void admit(Collection<Content> added, String source, Instant now) throws StoreException {
        if (added.isEmpty()) {
            return;
        }
        List<Arrival> arriving = new ArrayList<>();
        List<License> licenses = new ArrayList<>();
        for (Content document : added) {
            arriving.add(new Arrival(document.identity(), document.digest(), source, now));
            licenses.add(document.license());
        }
        Marks next = marks.with(licenses);
        // Of many marks a few change: only those are compared with what is stored
        records.save(arriving, marks.about(licenses), next.about(licenses));
        marks = next;
        arriving.forEach(arrival -> arrivals.put(arrival.identity(), arrival));
    }

    /** Removed through us: forgotten at once here, durably if the store can. */
    void forget(Collection<Identity> removed) throws StoreException {
        removed.forEach(arrivals::remove);
        records.forget(removed);
    }
}
