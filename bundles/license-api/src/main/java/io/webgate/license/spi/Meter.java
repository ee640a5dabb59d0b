// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.spi;

import io.webgate.license.api.ModuleId;
import org.osgi.annotation.versioning.ConsumerType;

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
}
