// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.List;
import java.util.Optional;

/**
 * What one document gives for each application, beside the whole limit (R5, R19).
 *
 * @param lines in the document's order
 */
public record Connections(List<Line> lines) {

    public Connections {
        lines = List.copyOf(lines);
    }

    /**
     * One module of the document.
     *
     * @param module how it is defined; empty where this host does not know it, or its definition is another vendor's, so
     *     that the line counts for nothing (R12)
     * @param sum the whole limit; empty where there is no module
     */
    public record Line(ModuleId id, long quantity, Optional<Module> module, Optional<Sum> sum) {

        /** It is on or off, not a number. */
        public boolean isSwitch() {
            return module.filter(known -> !known.summed()).isPresent();
        }
    }

    static Connections of(License license, List<InstalledLicense> all, Limits limits) {
        return new Connections(license.entitlements().stream()
                .map(entitlement -> line(license, entitlement, all, limits))
                .toList());
    }

    private static Line line(License license, Entitlement entitlement, List<InstalledLicense> all, Limits limits) {
        Optional<Module> module = Optional.ofNullable(limits.modules().get(entitlement.module()))
                .filter(known -> known.vendor().equals(license.vendor()));
        return new Line(
                entitlement.module(),
                entitlement.quantity(),
                module,
                module.map(known -> Sum.of(known, limits.of(known.id()), all)));
    }
}
