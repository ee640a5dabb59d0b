// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * so that it can't be followed by an older generation after a crash. What was seen is kept once more outside the home, and
 * both are brought together, so that a home put back from a copy knows it too (R52). One thread at a time.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final StoredRecords records;
    private final SeenOutside outside;
    private final Map<Identity, Arrival> arrivals = new HashMap<>();
    private Marks marks = Marks.NONE;

    /** What is stored and not yet written outside the home. */
    private Marks uncopied = Marks.NONE;

    /** What is stored, where not all that was seen could be written there. */
    private Optional<Marks> lacking = Optional.empty();

    Admission(StoredRecords records, SeenOutside outside) {
        this.records = records;
        this.outside = outside;
    }

    void load() throws StoreException {
        records.migrate();
        lacking = Optional.empty();
        // Each of the three has a row for each document
        Cores.Begun<Marks> stored = Cores.begin(records::marks);
        Cores.Begun<Optional<SeenOutside.Copy>> copied = Cores.begin(outside::read);
        List<Arrival> arrived;
        Optional<SeenOutside.Copy> copy;
        Marks seen;
        try {
            arrived = records.arrivals();
            copy = result(copied);
            seen = result(stored);
        } catch (StoreException | RuntimeException e) {
            // Nothing of this attempt is under way when it is tried again
            awaited(copied, e);
            awaited(stored, e);
            throw e;
        }
        marks = withCopy(seen, copy);
        arrivals.clear();
        arrived.forEach(arrival -> arrivals.put(arrival.identity(), arrival));
    }

    /** What is stored, and what the copy outside the home knows; what one of them lacks is written there. */
    private Marks withCopy(Marks stored, Optional<SeenOutside.Copy> copy) {
        if (copy.isEmpty()) {
            return stored;
        }
        // With nothing new, as at most starts, there is but one comparison
        Marks all = copy.get().marks().equals(stored)
                ? stored
                : stored.and(copy.get().marks());
        if (!all.equals(stored)) {
            Marks news = stored.news(copy.get().marks());
            LOG.warn(
                    "The home seems to be put back from an older copy: outside of it {} generations and {} replacements are"
                            + " remembered that it does not know",
                    news.marks().size(),
                    news.supersessions().size());
            try {
                records.save(List.of(), stored, all);
            } catch (StoreException e) {
                // A restriction never waits for the disk (R56), and the copy has it still at the next start
                LOG.warn("What was seen can't be written: {}", e.getMessage());
                lacking = lacking.isPresent() ? lacking : Optional.of(stored);
            }
        }
        outside.keep(copy.get(), all);
        uncopied = Marks.NONE;
        return all;
    }

    /**
     * Reads the copy outside the home again where that failed, or writes what it or the store lacks. Call it from time to
     * time.
     *
     * @return whether it knew something that was not known here
     */
    boolean catchUp() {
        saveLacking();
        if (!outside.isBehind()) {
            return false;
        }
        Marks before = marks;
        marks = withCopy(before, outside.read());
        return !marks.equals(before);
    }

    private void saveLacking() {
        if (lacking.isEmpty()) {
            return;
        }
        try {
            records.save(List.of(), lacking.get(), marks);
            lacking = Optional.empty();
            LOG.info("What was seen and could not be written is written now");
        } catch (StoreException e) {
            LOG.debug("What was seen still can't be written", e);
        }
    }

    private static <T> T result(Cores.Begun<T> begun) throws StoreException {
        try {
            return begun.result();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failed) {
                throw failed;
            }
            throw new IllegalStateException("What was ever seen can't be read", e.getCause());
        }
    }

    private static void awaited(Cores.Begun<?> begun, Exception reason) {
        try {
            result(begun);
        } catch (StoreException | RuntimeException other) {
            if (other != reason) {
                reason.addSuppressed(other);
            }
        }
    }

    Marks marks() {
        return marks;
    }

    /** How the document of that name was admitted. Safe for all threads, as {@link #state} is. */
    Optional<Arrival> arrival(Identity identity) {
        return Optional.ofNullable(arrivals.get(identity));
    }

    /** This very document was admitted and not removed through us since. */
    boolean isKnown(Content document) {
        return known(document).isPresent();
    }

    /**
     * How this very document was admitted; empty where it was not, or removed through us since. Safe for all threads, as
     * {@link #state} is.
     */
    Optional<Arrival> known(Content document) {
        Arrival arrival = arrivals.get(document.identity());
        return arrival != null && arrival.content().equals(document.digest()) ? Optional.of(arrival) : Optional.empty();
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

    /** Admits documents that are not known yet, durably; on failure none is. Call {@link #copy} soon. */
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
        Marks before = marks.about(licenses);
        Marks after = next.about(licenses);
        records.save(arriving, before, after);
        marks = next;
        arriving.forEach(arrival -> arrivals.put(arrival.identity(), arrival));
        uncopied = uncopied.and(before.news(after));
    }

    /**
     * Writes outside the home what was admitted since. The store comes first, so that whoever waits for the limits of a
     * changed file need not wait for this: a crash in between is made good by the next start, a mark without its document
     * is not.
     */
    void copy() {
        outside.add(uncopied);
        uncopied = Marks.NONE;
    }

    /** Removed through us: forgotten at once here, durably if the store can. */
    void forget(Collection<Identity> removed) throws StoreException {
        removed.forEach(arrivals::remove);
        records.forget(removed);
    }
}
