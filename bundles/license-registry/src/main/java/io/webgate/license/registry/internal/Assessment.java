// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules: from documents and circumstances to states and limits (R4, R5, R7, R10, R12). Pure; whatever asks "what
 * would be if" asks this.
 *
 * <p>Where several reasons speak against a document, the one is given that stands first here, from what nothing at this
 * place can cure to what time alone cures: revoked, other application, superseded, what it is bound to (other machine,
 * media absent, other server), expired, not yet valid.
 *
 * <p>{@link Assessor} carries them out.
 *
 * @param standings of every document; whoever made the map changes it no more
 * @param byModule the sums; a module without an entry has limit 0
 * @param nextChange when a document begins or ends, or a mark begins to supersede, next
 */
record Assessment(Map<Identity, Standing> standings, Map<ModuleId, Limit> byModule, Optional<Instant> nextChange) {

    /** @param documents at most one of each {@link Identity} */
    static Assessment of(Collection<Document> documents, Map<ModuleId, Module> catalogue, Circumstances circumstances) {
        return new Assessor(documents, catalogue, circumstances).assessment();
    }

    /** How a document stands, as far as it depends on no other document that is there (see {@link #countingOnce}). */
    static Standing standing(Document document, Circumstances circumstances) {
        License license = document.license();
        Instant now = circumstances.now();
        if (circumstances.revoked().test(license)) {
            return Standing.not(LicenseState.REVOKED, Reasons.revoked());
        }
        if (isByRevokedKeys(document.signedBy(), circumstances.revokedKey())) {
            return Standing.not(LicenseState.REVOKED, Reasons.revokedKey());
        }
        if (Collections.disjoint(license.applications(), circumstances.played())) {
            return Standing.not(
                    LicenseState.OTHER_APPLICATION,
                    Reasons.otherApplication(license.applications(), circumstances.played()));
        }
        Optional<Standing> superseded = superseded(document, circumstances);
        if (superseded.isPresent()) {
            return superseded.get();
        }
        Optional<Standing> elsewhere = elsewhere(license, circumstances);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        Optional<Activation> use = circumstances.activation(license);
        if (hasEnded(license.ends(), now)) {
            return Standing.not(LicenseState.EXPIRED, Reasons.expired(license));
        }
        if (hasEnded(Activations.ends(license, use), now)) {
            return Standing.not(LicenseState.EXPIRED, Reasons.usedUp(license, use.orElseThrow()));
        }
        if (now.isBefore(license.begins())) {
            return Standing.not(LicenseState.NOT_YET_VALID, Reasons.notYetValid(license));
        }
        return license.breakGlass().isPresent() ? broken(license, use, now) : Standing.VALID;
    }

    /** Whether no pair of keys is left with which it stands. */
    private static boolean isByRevokedKeys(Set<List<String>> pairs, Predicate<String> revoked) {
        for (List<String> pair : pairs) {
            if (pair.stream().noneMatch(revoked)) {
                return false;
            }
        }
        return !pairs.isEmpty();
    }

    private static boolean hasEnded(Optional<Instant> ends, Instant now) {
        return ends.filter(end -> !now.isBefore(end)).isPresent();
    }

    /**
     * It counts from the moment of its use, not from that day: where a receipt has set a wrong time back (R10), a use in the
     * future must not count twice, before and after.
     */
    private static Standing broken(License license, Optional<Activation> use, Instant now) {
        if (use.isEmpty()) {
            return Standing.not(LicenseState.NOT_YET_VALID, Reasons.awaitsActivation(license));
        }
        return now.isBefore(use.get().at())
                ? Standing.not(LicenseState.NOT_YET_VALID, Reasons.usedInTheFuture(use.get()))
                : Standing.VALID;
    }

    private static Optional<Standing> superseded(Document document, Circumstances circumstances) {
        License license = document.license();
        Marks marks = circumstances.marks();
        if (document.late()) {
            return Optional.of(
                    Standing.not(LicenseState.SUPERSEDED, Reasons.late(license, marks.highestGeneration(license))));
        }
        return marks.overtaking(license, circumstances.now())
                .map(mark -> Reasons.overtaken(license, mark.generation()))
                .or(() ->
                        marks.replacing(license, circumstances.now()).map(other -> Reasons.replacedByName(other.by())))
                .map(reason -> Standing.not(LicenseState.SUPERSEDED, reason));
    }

    private static Optional<Standing> elsewhere(License license, Circumstances circumstances) {
        return switch (license.binding().kind()) {
            case ANYWHERE -> Optional.empty();
            case MACHINE -> {
                int matching = circumstances
                        .matchingGroups()
                        .applyAsInt(license.binding().value());
                yield matching >= license.binding().matching()
                        ? Optional.empty()
                        : Optional.of(Standing.not(
                                LicenseState.OTHER_MACHINE, Reasons.otherMachine(license.binding(), matching)));
            }
            case MEDIA ->
                circumstances.media().contains(license.binding().value().toUpperCase(Locale.ROOT))
                        ? Optional.empty()
                        : Optional.of(Standing.not(LicenseState.MEDIA_ABSENT, Reasons.mediaAbsent()));
            // The evidence for these two is not collected yet: without it they do not fit
            case SERVER, LICENSE_SERVER ->
                Optional.of(Standing.not(LicenseState.OTHER_SERVER, Reasons.otherServer(license.binding())));
        };
    }

    /**
     * A vendor may have issued one generation twice, each bound to another machine. Of those that would count here one
     * does: the one issued last, then the one with the smallest id.
     *
     * @param valid the valid documents of one lineage
     * @return how those stand that do not count after all
     */
    static Map<License, Standing> countingOnce(List<License> valid) {
        Comparator<License> order =
                Comparator.comparing(License::issuedAt).thenComparing(License::id, Comparator.reverseOrder());
        Optional<License> first = valid.stream().max(order);
        Map<License, Standing> others = new HashMap<>();
        for (License license : valid) {
            if (!license.equals(first.orElse(license))) {
                others.put(
                        license,
                        Standing.not(
                                LicenseState.SUPERSEDED,
                                Reasons.replaced(first.orElse(license).id())));
            }
        }
        return others;
    }
}
