// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.List;

/**
 * One module with its rule and how it stands.
 *
 * @param definition of the module
 * @param title in the reader's language
 * @param policy the icon of its rule
 * @param rule in one sentence, with what goes on
 * @param state code of the state
 * @param icon code of the state as it is shown
 * @param word the state in words
 * @param amount how much of how much
 * @param next what one more would do, or who is next
 * @param bites one more, or what is already there, meets the consequence now
 * @param against the verdicts that stand, the foremost first
 * @param terms what the vendor lets wait, a sentence each (R58, D12)
 * @param features that the module declares (R45)
 * @param requires modules that it needs here too (R42)
 * @param falls the plugins that stop with the gate, in the order of stopping; empty for every other rule
 */
public record LimitRow(
        Module definition,
        String title,
        Policy policy,
        String rule,
        String state,
        String icon,
        String word,
        Amount amount,
        String next,
        boolean bites,
        List<Against> against,
        List<String> terms,
        List<Option> features,
        List<Option> requires,
        List<String> falls) {

    public LimitRow {
        against = List.copyOf(against);
        terms = List.copyOf(terms);
        features = List.copyOf(features);
        requires = List.copyOf(requires);
        falls = List.copyOf(falls);
    }

    public ModuleId module() {
        return definition.id();
    }

    public String href() {
        return href(module());
    }

    /** The page of a module. */
    public static String href(ModuleId module) {
        // A module's name has no letter that an address could take for something else
        return "/admin/limits/" + module.value();
    }

    /** Where its seats are listed; empty text where it has none, because it counts something else. */
    public String seats() {
        return switch (definition.counting()) {
            case GATE_SESSIONS, CONNECTIONS -> "/admin/sessions?module=" + module().value();
            case METER, HOST -> "";
        };
    }

    /** How many of its features are licensed. */
    public long licensedFeatures() {
        return features.stream().filter(Option::licensed).count();
    }

    /**
     * How much of how much.
     *
     * @param count how many of how many, with what is counted
     * @param limit the bound that holds; in words where the module is on or off
     * @param used in use
     * @param free how many more fit
     * @param note where the gate's own setting is the bound (R32): the setting and the licence; empty text otherwise
     * @param sum where the licences' sum is explained; empty text where there are none
     * @param gauge the picture; empty text where the module is on or off
     */
    public record Amount(String count, String limit, String used, String free, String note, String sum, String gauge) {}

    /**
     * Something of the module's that a licence switches on: a feature, or a module that it needs.
     *
     * @param name for people
     * @param reference the code of a feature; the address of a module's page, empty text where there is none
     */
    public record Option(String name, String reference, boolean licensed) {}
}
