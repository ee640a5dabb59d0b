// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.util.EnumMap;
import java.util.Map;

/**
 * A computer as it was read.
 *
 * @param readings one for each component
 * @param model maker and model as every user may read them, empty if unknown; tells whether kept components were read on
 *     a computer of this kind
 */
record Machine(Map<ComponentName, Reading> readings, String model) {

    /** Nothing could be read, as on an operating system that has no reader. */
    static final Machine UNKNOWN = new Machine(Map.of(), "");

    Machine {
        Map<ComponentName, Reading> complete = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            complete.put(name, readings.getOrDefault(name, Reading.ABSENT));
        }
        readings = Map.copyOf(complete);
    }

    Reading reading(ComponentName name) {
        return readings.getOrDefault(name, Reading.ABSENT);
    }
}
