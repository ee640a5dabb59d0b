// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Usage;

import java.util.Optional;

/** The ledger, as far as settings ask it. */
interface Limits {

    /** How a module stands. */
    Optional<Usage> usage(ModuleId module);

    /** What would be decided if so many more were configured. */
    Preview simulate(ModuleId module, long more);
}
