// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

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
 */
public record Module(
        ModuleId id,
        String vendor,
        LocalizedText title,
        Metric metric,
        Consequence consequence,
        Counting counting,
        boolean summed,
        Set<Feature> features) {

    public Module {
        features = Set.copyOf(features);
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
        METER
    }
}
