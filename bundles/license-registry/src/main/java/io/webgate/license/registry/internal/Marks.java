// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was ever seen: the generations of each lineage, and which documents were replaced by name (R5, R8). Immutable.
 *
 * <p>A generation supersedes lower ones from its own beginning on, not from its arrival: a renewal that is installed in
 * advance leaves the old document in force until then (R10). So a lineage has several marks while a later generation is
 * still to begin, and marks that another one covers are dropped.
 */
final class Marks {

    static final Marks NONE = new Marks(Map.of(), Map.of());

    private final Layered<Strand, List<Mark>> byLineage;
    private final Layered<Identity, Supersession> superseded;

    private Marks(Map<Strand, List<Mark>> byLineage, Map<Identity, Supersession> superseded) {
        this(Layered.of(byLineage), Layered.of(superseded));
    }

    private Marks(Layered<Strand, List<Mark>> byLineage, Layered<Identity, Supersession> superseded) {
        this.byLineage = byLineage;
        this.superseded = superseded;
    }

    static Marks of(Collection<Mark> marks, Collection<Supersession> supersessions) {
        Map<Strand, List<Mark>> byLineage = new HashMap<>(marks.size() * 2);
        marks.forEach(mark -> add(byLineage, mark));
        Map<Identity, Supersession> superseded = new HashMap<>();
        supersessions.forEach(supersession -> add(superseded, supersession));
        return new Marks(byLineage, superseded);
    }

    /** These marks and those that the documents leave. */
    Marks with(Collection<License> documents) {
        Map<Strand, List<Mark>> marks = marksOf(documents);
        Map<Identity, Supersession> replaced = supersessionsOf(documents);
        for (License document : documents) {
            add(marks, Mark.of(document));
            for (LicenseId id : document.supersedes()) {
                if (!id.equals(document.id())) {
                    add(replaced, new Supersession(document.vendor(), id, document.id(), document.begins()));
                }
            }
        }
        return new Marks(byLineage.with(marks), superseded.with(replaced));
    }

    /** Those of them on which the documents bear: of their lineages, and of what they replace by name. */
    Marks about(Collection<License> documents) {
        return new Marks(marksOf(documents), supersessionsOf(documents));
    }

    private Map<Strand, List<Mark>> marksOf(Collection<License> documents) {
        Map<Strand, List<Mark>> marks = new HashMap<>();
        for (License document : documents) {
            Strand strand = Strand.of(document);
            byLineage.get(strand).ifPresent(known -> marks.put(strand, known));
        }
        return marks;
    }

    private Map<Identity, Supersession> supersessionsOf(Collection<License> documents) {
        Map<Identity, Supersession> replaced = new HashMap<>();
        for (License document : documents) {
            for (LicenseId id : document.supersedes()) {
                Identity identity = new Identity(document.vendor(), id);
                superseded.get(identity).ifPresent(known -> replaced.put(identity, known));
            }
        }
        return replaced;
    }

    private static void add(Map<Strand, List<Mark>> marks, Mark mark) {
        Strand strand = new Strand(mark.vendor(), mark.lineage());
        List<Mark> known = marks.putIfAbsent(strand, List.of(mark));
        if (known != null) {
            marks.put(strand, joined(known, mark));
        }
    }

    private static List<Mark> joined(List<Mark> known, Mark mark) {
        if (known.stream().anyMatch(other -> other.covers(mark))) {
            return known;
        }
        List<Mark> next = new ArrayList<>(
                known.stream().filter(other -> !mark.covers(other)).toList());
        next.add(mark);
        return List.copyOf(next);
    }

    private static void add(Map<Identity, Supersession> superseded, Supersession supersession) {
        superseded.merge(supersession.superseded(), supersession, Marks::earlier);
    }

    private static Supersession earlier(Supersession known, Supersession added) {
        return added.begins().isBefore(known.begins()) ? added : known;
    }

    /** These and those: whatever either has seen was seen. These themselves where the others have nothing new. */
    Marks and(Marks others) {
        Marks news = news(others);
        if (news.isEmpty()) {
            return this;
        }
        Map<Strand, List<Mark>> marks = new HashMap<>();
        news.byLineage.values().forEach(joint -> marks.put(strand(joint), joint));
        Map<Identity, Supersession> replaced = new HashMap<>();
        news.superseded.values().forEach(one -> replaced.put(one.superseded(), one));
        return new Marks(byLineage.with(marks), superseded.with(replaced));
    }

    /** What others have seen and these have not: of the lineages and documents that it is about, all that is then known. */
    Marks news(Marks others) {
        Map<Strand, List<Mark>> marks = new HashMap<>();
        for (List<Mark> theirs : others.byLineage.values()) {
            Strand strand = strand(theirs);
            List<Mark> known = byLineage.get(strand).orElse(List.of());
            List<Mark> joint = known;
            for (Mark mark : theirs) {
                joint = joined(joint, mark);
            }
            if (!joint.equals(known)) {
                marks.put(strand, joint);
            }
        }
        Map<Identity, Supersession> replaced = new HashMap<>();
        for (Supersession theirs : others.superseded.values()) {
            Identity identity = theirs.superseded();
            Optional<Supersession> known = superseded.get(identity);
            Supersession joint = known.map(ours -> earlier(ours, theirs)).orElse(theirs);
            if (known.filter(joint::equals).isEmpty()) {
                replaced.put(identity, joint);
            }
        }
        return new Marks(marks, replaced);
    }

    /** Every lineage that is known has at least one. */
    private static Strand strand(List<Mark> marks) {
        return new Strand(marks.get(0).vendor(), marks.get(0).lineage());
    }

    boolean isEmpty() {
        return byLineage.values().isEmpty() && superseded.values().isEmpty();
    }

    /** So many marks and supersessions. */
    int size() {
        return marks().size() + superseded.values().size();
    }

    /** The highest generation ever seen of a document's lineage, begun or not; 0 where none was. */
    long highestGeneration(License license) {
        return ofLineage(license).stream().mapToLong(Mark::generation).max().orElse(0);
    }

    /** The higher generation that has begun and so supersedes the document. */
    Optional<Mark> overtaking(License license, Instant now) {
        Optional<Mark> highest = Optional.empty();
        for (Mark mark : ofLineage(license)) {
            if (mark.generation() > highest.map(Mark::generation).orElse(license.generation())
                    && !mark.begins().isAfter(now)) {
                highest = Optional.of(mark);
            }
        }
        return highest;
    }

    /** The document that has replaced this one by name. */
    Optional<Supersession> replacing(License license, Instant now) {
        return superseded
                .get(Identity.of(license))
                .filter(supersession -> !supersession.begins().isAfter(now));
    }

    Collection<Mark> marks() {
        return byLineage.values().stream().flatMap(List::stream).toList();
    }

    Collection<Supersession> supersessions() {
        return List.copyOf(superseded.values());
    }

    /** When marks begin to supersede. */
    Stream<Instant> begins() {
        return Stream.concat(
                marks().stream().map(Mark::begins), superseded.values().stream().map(Supersession::begins));
    }

    /** When the next of them begins to supersede. */
    Optional<Instant> nextBegin(Instant now) {
        Optional<Instant> next = Optional.empty();
        for (List<Mark> lineage : byLineage.values()) {
            for (Mark mark : lineage) {
                next = nearer(next, mark.begins(), now);
            }
        }
        for (Supersession supersession : superseded.values()) {
            next = nearer(next, supersession.begins(), now);
        }
        return next;
    }

    /** The step itself, if it comes after now and before what was the next so far; else that. */
    static Optional<Instant> nearer(Optional<Instant> next, Instant step, Instant now) {
        return now.isBefore(step) && (next.isEmpty() || step.isBefore(next.get())) ? Optional.of(step) : next;
    }

    private List<Mark> ofLineage(License license) {
        return byLineage.get(Strand.of(license)).orElse(List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marks marks && byLineage.equals(marks.byLineage) && superseded.equals(marks.superseded);
    }

    @Override
    public int hashCode() {
        return byLineage.hashCode() * 31 + superseded.hashCode();
    }
}
