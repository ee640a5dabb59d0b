// SPDX-License-Identifier: Apache-2.0
/**
 * What this distribution was assembled to trust (D7). Called by the registry alone; nobody else implements anything here,
 * and whoever assembles a distribution replaces the whole bundle.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.webgate.trust;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
