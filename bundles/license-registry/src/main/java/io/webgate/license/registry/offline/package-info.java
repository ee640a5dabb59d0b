// SPDX-License-Identifier: Apache-2.0
/**
 * The registry's rules for who holds documents and no host (R60): what signed documents give, and what they would give
 * together with another one. Plain Java: usable without OSGi and without a database.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.license.registry.offline;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
