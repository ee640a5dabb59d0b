// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Effect;
import io.webgate.license.api.Module;
import io.webgate.license.api.Verdict;

import java.util.Optional;

/**
 * When a module's condition is gone (D2): nothing licensed and nothing in use, held by a verdict, or without a module that
 * it requires (R42). A module in shadow mode is never withheld (R58). Pure.
 */
final class Withheld {

    private Withheld() {}

    static boolean is(State state, Module module) {
        boolean held = module.consequence().effect() == Effect.HOLD
                && Optional.ofNullable(state.standing().get(module.id()))
                        .filter(Verdict::isApplied)
                        .isPresent();
        return held
                || nothingLicensed(state, module)
                || module.requires().stream()
                        .flatMap(required -> state.module(required).stream())
                        .anyMatch(required -> is(state, required));
    }

    /** Limit 0 with nothing in use (§4). */
    static boolean nothingLicensed(State state, Module module) {
        return state.licensed(module.id()).quantity() == 0
                && state.used(module) == 0
                && !state.terms().shadow().contains(module.id());
    }
}
