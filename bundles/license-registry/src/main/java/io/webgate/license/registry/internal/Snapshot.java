// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.KeyRing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the registry answers from, behind one volatile read.
 *
 * @param leftOutside of statements that are remembered outside the home and can't be taken, what people are to know
 */
record Snapshot(
        Limits limits,
        boolean ready,
        List<InstalledLicense> licenses,
        Set<ModuleId> missing,
        Foresight foresight,
        Trusted trusted,
        List<LocalizedText> leftOutside) {

    static final Snapshot NOTHING_YET = new Snapshot(
            new Limits(0, Instant.EPOCH, Optional.empty(), Map.of(), Map.of()),
            false,
            List.of(),
            Set.of(),
            new Foresight(
                    List.of(),
                    Map.of(),
                    new Circumstances(
                            Instant.EPOCH, Set.of(), key -> 0, Set.of(), license -> false, kid -> false, Marks.NONE)),
            Trusted.pinned(KeyRing.of(List.of())),
            List.of());

    Snapshot {
        licenses = List.copyOf(licenses);
        missing = Set.copyOf(missing);
        leftOutside = List.copyOf(leftOutside);
    }
}
