// SPDX-License-Identifier: Apache-2.0
/**
 * What others plug into licensing: where documents come from, what counts, who wants to hear of new limits. Bundles of
 * the licensing plane and third parties implement these; the registry, the ledger and the watchdog call them.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.webgate.license.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
