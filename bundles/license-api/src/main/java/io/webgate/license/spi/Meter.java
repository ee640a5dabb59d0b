// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.ModuleId;
import org.osgi.annotation.versioning.ConsumerType;

import java.util.Map;

/**
 * What is counted by configuration or by report. A meter works also while its plugin is stopped. Without a meter for
 * every module of the catalogue the gate does not run (R53).
 */
@ConsumerType
public interface Meter {

    /** Of which module. */
    ModuleId module();

    /** The count now; cheap, from memory. */
    long value();

    /**
     * How much of the count a configuration with these properties is, so that it can be told before it is saved what it
     * would do (R27, R29). Looks at nothing but its arguments.
     *
     * @param factoryPid of the configuration
     * @return 0 where such a configuration is not counted
     */
    default long shareOf(String factoryPid, Map<String, ?> properties) {
        return 0;
    }
}
