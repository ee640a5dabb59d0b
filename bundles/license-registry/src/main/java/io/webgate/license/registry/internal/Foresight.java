// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an assessment was made of, kept so that later moments can be assessed in the same way, on whichever thread asks
 * (R9, R10). Pure and immutable.
 */
record Foresight(List<Document> documents, Map<ModuleId, Module> modules, Circumstances circumstances) {

    Foresight {
        documents = List.copyOf(documents);
        modules = Map.copyOf(modules);
    }

    /** The limits of now and of each later step, at most so many. */
    List<Limits> steps(Limits now, int most) {
        List<Limits> steps = new ArrayList<>();
        steps.add(now);
        Optional<Instant> next = now.nextChange();
        while (next.isPresent() && steps.size() < most) {
            Instant at = next.get();
            Assessment then = Assessment.of(documents, modules, circumstances.at(at));
            Limits last = steps.get(steps.size() - 1);
            Limits limits = new Limits(last.revision() + 1, at, then.nextChange(), modules, then.byModule());
            if (!limits.byModule().equals(last.byModule())) {
                steps.add(limits);
            }
            next = then.nextChange();
        }
        return steps;
    }
}
