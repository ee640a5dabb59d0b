// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.Feature;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What removing a document takes away: limits before and after. A subtraction, nothing more: that an earlier document
 * might begin to count in its place is not looked at.
 *
 * @param effects a line for each module whose limit it is part of; none where the document does not count now
 */
public record Removal(List<Effect> effects) {

    public Removal {
        effects = List.copyOf(effects);
    }

    /**
     * One module.
     *
     * @param used units in use now; empty where nobody tells
     * @param lost features that nothing else switches on
     */
    public record Effect(Module module, long before, long after, Optional<Long> used, List<Feature> lost) {

        public Effect {
            lost = List.copyOf(lost);
        }

        /** More is in use than would be licensed. */
        public boolean exceeds() {
            return used.filter(units -> units > after).isPresent();
        }
    }

    public boolean exceeds() {
        return effects.stream().anyMatch(Effect::exceeds);
    }

    /** @param used units in use of a module, where they are known */
    static Removal of(
            InstalledLicense removed,
            List<InstalledLicense> all,
            Limits limits,
            Function<ModuleId, Optional<Long>> used) {
        if (removed.state() != LicenseState.VALID) {
            return new Removal(List.of());
        }
        return new Removal(removed.license().stream()
                .flatMap(license -> limits.modules().values().stream()
                        .filter(module -> module.vendor().equals(license.vendor()))
                        .filter(module -> limits.of(module.id()).from().contains(license.id()))
                        .sorted((one, other) -> one.id().compareTo(other.id()))
                        .map(module -> effect(license, module, all, limits.of(module.id()), used)))
                .toList());
    }

    private static Effect effect(
            License license,
            Module module,
            List<InstalledLicense> all,
            Limit limit,
            Function<ModuleId, Optional<Long>> used) {
        Sum sum = Sum.of(module, limit, all);
        List<Sum.Addend> rest = sum.without(license);
        long after = sum.addends().isEmpty()
                ? Math.max(0, limit.quantity() - Sum.quantity(license, module))
                : Sum.total(module, rest);
        Set<Feature> lost = new TreeSet<>(license.features());
        lost.retainAll(module.features());
        rest.forEach(addend -> lost.removeAll(addend.features()));
        return new Effect(module, limit.quantity(), after, used.apply(module.id()), List.copyOf(lost));
    }
}
