// SPDX-License-Identifier: Apache-2.0
/**
 * Reads an exported journal without a host (R60): whether it is whole, whether every outcome is what the recorded changes
 * give, and what would have been decided with another licence. Plain Java: usable without OSGi and without a database. The
 * decisions are made by the very function that the running ledger calls.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.ledger.replay;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
