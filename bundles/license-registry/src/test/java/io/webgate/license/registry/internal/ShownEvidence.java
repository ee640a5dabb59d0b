// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.util.HashSet;
import java.util.Set;

/** A computer that no machine key fits, with the USB drives that a test plugs in. */
final class ShownEvidence implements Evidence {

    final Set<String> plugged = new HashSet<>();

    @Override
    public int matchingGroups(String machineKey) {
        return 0;
    }

    @Override
    public Set<String> media() {
        return Set.copyOf(plugged);
    }
}
