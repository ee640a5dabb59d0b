// SPDX-License-Identifier: Apache-2.0
/**
 * Meters to extend (R53): what the bundles of the licensing plane that count a product's use have in common. A product's
 * bundle names its module and registers the meter as a component of its own.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.webgate.gate.meter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
