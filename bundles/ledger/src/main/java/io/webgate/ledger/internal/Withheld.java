// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Effect;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * When a module's condition is gone (D2): nothing licensed and nothing in use, held by a verdict, or without a module that
 * it requires (R42). A module in shadow mode is never withheld (R58). Pure.
 */
final class Withheld {

    private Withheld() {}

    static boolean is(State state, Module module) {
        return is(state, module, new HashSet<>());
    }

    /** @param asked modules that have been asked about: those that require each other go round once */
    private static boolean is(State state, Module module, Set<ModuleId> asked) {
        boolean held = module.consequence().effect() == Effect.HOLD
                && Optional.ofNullable(state.standing().get(module.id()))
                        .filter(Verdict::isApplied)
                        .isPresent();
        if (held || nothingLicensed(state, module)) {
            return true;
        }
        for (ModuleId required : module.requires()) {
            // what the catalogue does not have is not licensed either
            if (asked.add(required)
                    && state.module(required)
                            .map(known -> is(state, known, asked))
                            .orElse(true)) {
                return true;
            }
        }
        return false;
    }

    /** The first module that this one requires and that is not licensed here, not known here, or held (R42). */
    static Optional<ModuleId> missing(State state, Module module) {
        return module.requires().stream()
                .sorted()
                .filter(required ->
                        state.module(required).map(known -> is(state, known)).orElse(true))
                .findFirst();
    }

    /** Limit 0 with nothing in use (§4). */
    static boolean nothingLicensed(State state, Module module) {
        return state.licensed(module.id()).quantity() == 0
                && state.used(module) == 0
                && !state.terms().shadow().contains(module.id());
    }
}
