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
 * @param boot which start of the computer this is, other at every start and on every computer; empty if unknown
 */
record Machine(Map<ComponentName, Reading> readings, String model, String boot) {

    /** Nothing could be read, as on an operating system that has no reader. */
    static final Machine UNKNOWN = new Machine(Map.of(), "");

    Machine {
        Map<ComponentName, Reading> complete = new EnumMap<>(ComponentName.class);
        for (ComponentName name : ComponentName.values()) {
            complete.put(name, readings.getOrDefault(name, Reading.ABSENT));
        }
        readings = Map.copyOf(complete);
    }

    /** Of a system that does not say which start this is. */
    Machine(Map<ComponentName, Reading> readings, String model) {
        this(readings, model, "");
    }

    Reading reading(ComponentName name) {
        return readings.getOrDefault(name, Reading.ABSENT);
    }
}
