// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.util.Set;

/** What this computer shows of itself (R16, R18). Cheap to ask: it is asked often. */
interface Evidence {

    /**
     * How many groups of a machine key match this computer.
     *
     * @throws IllegalArgumentException where it is no machine key
     */
    int matchingGroups(String machineKey);

    /** Keys of the USB drives that are plugged in, in upper case. */
    Set<String> media();
}
