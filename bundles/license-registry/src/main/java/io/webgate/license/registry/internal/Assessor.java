// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries the rules of {@link Assessment} out, for all documents at first and for what a change bears on afterwards. A
 * document stands by itself and by the others of its lineage alone, and a limit is the sum of the shares in its module; so
 * after a change the lineages of the documents that came and went are judged anew, and the modules that these name are
 * summed anew, by the same steps as at first. One thread at a time.
 */
final class Assessor {

    /** By id; an id may be borne by documents of several vendors. */
    static final Comparator<License> ORDER = Comparator.comparing(License::id).thenComparing(License::vendor);

    private final Sums sums;
    private final Map<Identity, Judged> documents;
    private final Map<Strand, List<Judged>> strands;

    /** In no order; each knows its place. */
    private final List<Document> listed = new ArrayList<>();

    private final Map<ModuleId, Shares> shares = new HashMap<>();

    private final Map<ModuleId, Limit> limits = new HashMap<>();
    private Circumstances circumstances;
    private Optional<Instant> next;

    /** @param all at most one of each {@link Identity} */
    Assessor(Collection<Document> all, Map<ModuleId, Module> catalogue, Circumstances circumstances) {
        this.sums = new Sums(catalogue);
        this.circumstances = circumstances;
        this.documents = new HashMap<>(all.size() * 2);
        this.strands = new HashMap<>(all.size() * 2);
        List<Judged> given = Cores.map(List.copyOf(all), document -> new Judged(document, circumstances));
        given.forEach(this::put);
        // A lineage is judged by itself, so the many of a start are judged on all cores
        Cores.map(List.copyOf(strands.values()), this::judge);
        List<Judged> valid = given.stream()
                .filter(Judged::isValid)
                .sorted(Comparator.comparing(Judged::license, ORDER))
                .toList();
        valid.forEach(this::give);
        Cores.map(
                        List.copyOf(shares.entrySet()),
                        module -> Map.entry(module.getKey(), sums.limit(module.getKey(), module.getValue())))
                .forEach(sum -> limits.put(sum.getKey(), sum.getValue()));
        this.next = firstStep(documents.values(), circumstances.marks());
    }

    /** As it is now; it changes with the next {@link #change}. */
    Assessment assessment() {
        Map<Identity, Standing> standings = new HashMap<>(documents.size() * 2);
        documents.forEach((identity, judged) -> standings.put(identity, judged.standing()));
        return new Assessment(Collections.unmodifiableMap(standings), limits(), next);
    }

    /** All that are assessed, in no order. */
    List<Document> documents() {
        return List.copyOf(listed);
    }

    Map<ModuleId, Limit> limits() {
        return Map.copyOf(limits);
    }

    Optional<Instant> nextChange() {
        return next;
    }

    /** How a document stands; empty where there is none of that name. */
    Optional<Standing> standing(Identity identity) {
        return Optional.ofNullable(documents.get(identity)).map(Judged::standing);
    }

    /** Whether nothing happens by itself from the moment of the last assessment up to that one. */
    boolean isStill(Instant now) {
        return !now.isBefore(circumstances.now())
                && next.filter(step -> !now.isBefore(step)).isEmpty();
    }

    /**
     * Takes documents out and in. One that comes under the name of another replaces it.
     *
     * @param then differs from the circumstances before in the time, see {@link #isStill}, and in the marks that the
     *     documents that come have left, and in nothing else
     * @return the names of all documents that stand otherwise than before, or have come or gone
     */
    Set<Identity> change(Collection<Identity> gone, Collection<Document> come, Circumstances then) {
        if (!isStill(then.now())) {
            throw new IllegalArgumentException("Documents begin or end by " + then.now() + ": all are to be assessed");
        }
        List<License> coming = come.stream().map(Document::license).toList();
        Set<Identity> touched = new LinkedHashSet<>();
        Set<Strand> affected = new LinkedHashSet<>();
        Set<ModuleId> modules = new HashSet<>();
        // What is taken out, or covered by what comes, may have been the next step
        List<Judged> taken = new ArrayList<>();
        Marks covered = circumstances.marks().about(coming);
        circumstances = then;
        gone.forEach(identity -> take(identity, taken, modules));
        for (License license : coming) {
            take(Identity.of(license), taken, modules);
        }
        for (Judged judged : taken) {
            touched.add(judged.identity);
            affected.add(judged.strand);
        }
        for (Document document : come) {
            Judged judged = put(new Judged(document, then));
            touched.add(judged.identity);
            affected.add(judged.strand);
            for (Identity replaced : replacedBy(document.license())) {
                Judged other = documents.get(replaced);
                if (other != null) {
                    affected.add(other.strand);
                }
            }
        }
        for (Strand strand : affected) {
            List<Judged> all = strands.getOrDefault(strand, List.of());
            List<Standing> before = all.stream().map(Judged::standing).toList();
            judge(all);
            for (int i = 0; i < before.size(); i++) {
                Judged judged = all.get(i);
                if (!judged.standing().equals(before.get(i))) {
                    touched.add(judged.identity);
                }
                if (judged.isValid() && !judged.given) {
                    give(judged);
                    addModules(judged, modules);
                } else if (!judged.isValid() && judged.given) {
                    withdraw(judged);
                    addModules(judged, modules);
                }
            }
        }
        modules.forEach(this::sum);
        boolean lost = next.filter(step -> steps(taken, covered).anyMatch(step::equals))
                .isPresent();
        next = lost
                ? firstStep(documents.values(), then.marks())
                : Stream.concat(
                                next.stream(),
                                firstStep(
                                        coming.stream()
                                                .map(license -> documents.get(Identity.of(license)))
                                                .toList(),
                                        then.marks().about(coming))
                                        .stream())
                        .min(Comparator.naturalOrder());
        return touched;
    }

    private static List<Identity> replacedBy(License license) {
        return license.supersedes().stream()
                .map(id -> new Identity(license.vendor(), id))
                .toList();
    }

    private Judged put(Judged judged) {
        if (documents.put(judged.identity, judged) != null) {
            throw new IllegalArgumentException("Two documents are named " + judged.identity);
        }
        // Nearly every lineage has one document here, and needs no list that can grow
        List<Judged> alone = List.of(judged);
        List<Judged> known = strands.putIfAbsent(judged.strand, alone);
        if (known != null) {
            List<Judged> all = known.size() == 1 ? new ArrayList<>(known) : known;
            all.add(judged);
            strands.put(judged.strand, all);
        }
        judged.place = listed.size();
        listed.add(judged.document);
        return judged;
    }

    private void take(Identity identity, List<Judged> taken, Set<ModuleId> modules) {
        Judged judged = documents.remove(identity);
        if (judged == null) {
            return;
        }
        taken.add(judged);
        // The last one takes its place
        Document last = listed.remove(listed.size() - 1);
        if (judged.place < listed.size()) {
            listed.set(judged.place, last);
            Judged moved = documents.get(last.identity());
            if (moved != null) {
                moved.place = judged.place;
            }
        }
        strands.computeIfPresent(judged.strand, (strand, known) -> {
            List<Judged> left = new ArrayList<>(known);
            left.remove(judged);
            return left.isEmpty() ? null : left.size() == 1 ? List.of(left.get(0)) : left;
        });
        if (judged.given) {
            withdraw(judged);
            addModules(judged, modules);
        }
    }

    /** All documents of one lineage. */
    private List<Judged> judge(List<Judged> lineage) {
        for (Judged judged : lineage) {
            judged.standing = Assessment.standing(judged.document, circumstances);
        }
        if (lineage.size() > 1) {
            Assessment.countingOnce(lineage.stream()
                            .filter(Judged::isValid)
                            .map(Judged::license)
                            .toList())
                    .forEach((license, standing) -> {
                        Judged judged = documents.get(Identity.of(license));
                        if (judged != null) {
                            judged.standing = standing;
                        }
                    });
        }
        return lineage;
    }

    private void give(Judged judged) {
        judged.given = true;
        LicenseId giver = judged.license().id();
        sums.shares(judged.license(), (module, quantity, features) -> shares.computeIfAbsent(module, id -> new Shares())
                .add(giver, quantity, features));
    }

    private void withdraw(Judged judged) {
        judged.given = false;
        LicenseId giver = judged.license().id();
        sums.shares(judged.license(), (module, quantity, features) -> {
            Shares all = shares.get(module);
            if (all != null) {
                all.remove(giver);
            }
        });
    }

    /** The modules to which a document gives something while it is valid. */
    private void addModules(Judged judged, Set<ModuleId> modules) {
        sums.shares(judged.license(), (module, quantity, features) -> modules.add(module));
    }

    private void sum(ModuleId module) {
        Shares all = shares.get(module);
        if (all == null || all.isEmpty()) {
            shares.remove(module);
            limits.remove(module);
        } else {
            limits.put(module, sums.limit(module, all));
        }
    }

    private Optional<Instant> firstStep(Collection<Judged> judged, Marks marks) {
        Instant now = circumstances.now();
        Optional<Instant> first = marks.nextBegin(now);
        for (Judged one : judged) {
            first = Marks.nearer(first, one.begins, now);
            if (one.ends.isPresent()) {
                first = Marks.nearer(first, one.ends.get(), now);
            }
        }
        return first;
    }

    private static Stream<Instant> steps(Collection<Judged> judged, Marks marks) {
        return Stream.concat(
                judged.stream().flatMap(one -> Stream.concat(Stream.of(one.begins), one.ends.stream())),
                marks.begins());
    }

    /** A document and how it stands. */
    private static final class Judged {

        private final Document document;
        private final Identity identity;
        private final Strand strand;
        private final Instant begins;
        private final Optional<Instant> ends;
        private Standing standing = Standing.VALID;

        /** Whether its shares are among those that are summed up. */
        private boolean given;

        private int place;

        Judged(Document document, Circumstances circumstances) {
            this.document = document;
            this.identity = document.identity();
            this.strand = Strand.of(document.license());
            Optional<Activation> use = circumstances.activation(document.license());
            this.begins =
                    use.map(Activation::at).orElseGet(() -> document.license().begins());
            this.ends = Activations.ends(document.license(), use);
        }

        License license() {
            return document.license();
        }

        Standing standing() {
            return standing;
        }

        boolean isValid() {
            return Standing.VALID.equals(standing);
        }
    }
}
