// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Quoted;

import java.util.List;
import java.util.Optional;

/**
 * A limit that a change would exceed (R27, R29).
 *
 * @param module whose count it is
 * @param definition of the module, where the catalogue has it
 * @param limit the bound that holds
 * @param used what would be in use
 * @param effects what the ledger would then decide; empty where the consequence has begun already, or waits by the
 *     vendor's terms
 * @param known false where the ledger or the meter could not be asked: nobody knows, so it has to be confirmed; {@code used}
 *     is then only by how many more
 */
public record Excess(
        ModuleId module,
        Optional<Module> definition,
        long limit,
        long used,
        List<Preview.Effect> effects,
        boolean known) {

    public Excess {
        effects = List.copyOf(effects);
    }

    /** How many of how many, in one sentence. */
    public LocalizedText sentence() {
        String english = definition.map(found -> found.title().english()).orElse(module.value());
        String russian =
                Quoted.russian(definition.map(found -> found.title().russian()).orElse(module.value()));
        if (!known) {
            return new LocalizedText(
                    english
                            + ": what is in use can't be counted now, so nobody can tell whether this exceeds the licence.",
                    russian + ": сейчас не посчитать, сколько используется, и неизвестно, не превысит ли это"
                            + " лицензию.");
        }
        return new LocalizedText(
                english + ": you ask for " + used + ", the licence gives " + limit + ".",
                russian + ": запрошено " + used + ", лицензия даёт " + limit + ".");
    }

    /** Whether the gate would stop, and with it every plugin. */
    public boolean stopsGate() {
        return effects.stream().anyMatch(effect -> effect.kind() == Preview.Kind.GATE_STOPS);
    }
}
