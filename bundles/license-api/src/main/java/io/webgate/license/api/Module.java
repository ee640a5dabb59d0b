// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A licensable thing as its vendor defined and signed it: an entry of the catalogue.
 *
 * @param id its name
 * @param vendor the four-letter prefix of the vendor who signed the entry; only that vendor's licences count (R12)
 * @param title for people
 * @param metric what is counted
 * @param consequence what excess does
 * @param counting where the used quantity comes from
 * @param summed quantities of several lineages add up (R5); otherwise the module is on or off
 * @param features the features that the module declares (R45)
 * @param requires modules of this vendor that must be licensed here too: without one of them, work with this one stops (R42)
 * @param terms what the vendor lets wait
 * @param aggregate one application stands for several units: it says how many it has, which may be none, and several
 *     connections may share a place as a group (R20, R21, R25, R41); otherwise each is one unit at least, for itself
 * @param featureTitles for people, of declared features; one without a title is called by its code
 */
public record Module(
        ModuleId id,
        String vendor,
        LocalizedText title,
        Metric metric,
        Consequence consequence,
        Counting counting,
        boolean summed,
        Set<Feature> features,
        Set<ModuleId> requires,
        Terms terms,
        Map<Feature, LocalizedText> featureTitles,
        boolean aggregate) {

    public Module {
        features = Set.copyOf(features);
        featureTitles = Map.copyOf(featureTitles);
        if (!features.containsAll(featureTitles.keySet())) {
            throw new IllegalArgumentException("Module " + id + " has titles of features that it does not declare");
        }
        requires = Set.copyOf(requires);
        if (requires.contains(id)) {
            throw new IllegalArgumentException("Module " + id + " requires itself");
        }
        if (aggregate && counting != Counting.CONNECTIONS) {
            throw new IllegalArgumentException("Nothing connects to " + id + " that could stand for several units");
        }
        boolean claimed = consequence.displaceIdle().isPresent();
        if (claimed && (counting != Counting.CONNECTIONS || consequence.effect() != Effect.REFUSE)) {
            throw new IllegalArgumentException(
                    "Idle seats of " + id + " can be displaced only where connections are refused");
        }
    }

    /** A module whose features have no titles, and whose applications are one unit each. */
    public Module(
            ModuleId id,
            String vendor,
            LocalizedText title,
            Metric metric,
            Consequence consequence,
            Counting counting,
            boolean summed,
            Set<Feature> features,
            Set<ModuleId> requires,
            Terms terms) {
        this(id, vendor, title, metric, consequence, counting, summed, features, requires, terms, Map.of(), false);
    }

    /** What people call a feature of this module: its title, or its code where it has none. */
    public String titleOf(Feature feature, Locale locale) {
        LocalizedText known = featureTitles.get(feature);
        return known == null ? feature.value() : known.in(locale);
    }

    /** A module that stands alone and whose consequence waits for nothing. */
    public Module(
            ModuleId id,
            String vendor,
            LocalizedText title,
            Metric metric,
            Consequence consequence,
            Counting counting,
            boolean summed,
            Set<Feature> features) {
        this(id, vendor, title, metric, consequence, counting, summed, features, Set.of(), Terms.STRICT);
    }

    /**
     * What the vendor lets wait before a consequence is applied; shown wherever the limit is.
     *
     * @param enforcedFrom before then verdicts are shown and recorded only: shadow mode (R58)
     * @param overdraft so many units above the limit are served all the same (D12), at least 0
     * @param grace how long one overdraft may last; empty: as long as it does
     */
    public record Terms(Optional<Instant> enforcedFrom, long overdraft, Optional<Duration> grace) {

        /** The hard rules of the catalogue. */
        public static final Terms STRICT = new Terms(Optional.empty(), 0, Optional.empty());

        public Terms {
            if (overdraft < 0) {
                throw new IllegalArgumentException("Overdraft " + overdraft + " is negative");
            }
            grace.ifPresent(time -> {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("Grace of " + time + " must be positive");
                }
            });
            if (grace.isPresent() && overdraft == 0) {
                throw new IllegalArgumentException("Grace without an overdraft lets nothing wait");
            }
        }
    }

    /** Prefix of the id of the condition service that is there while a module is granted (D2); its id follows. */
    public static final String CONDITION = "webgate.module.";

    /** Where the used quantity of a module comes from. */
    public enum Counting {
        /** Sessions at the gate: seats in the ledger that end when the gate stops. */
        GATE_SESSIONS,
        /** Applications outside the gate: seats in the ledger that outlive the gate. */
        CONNECTIONS,
        /** What is configured or reported: the module's meter. */
        METER,
        /** This host itself: one while seats of a module that requires it are in use, else none (R42). */
        HOST
    }
}
