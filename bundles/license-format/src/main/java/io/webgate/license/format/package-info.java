// SPDX-License-Identifier: Apache-2.0
/**
 * Signed documents: what a file says and whether a trusted vendor said it (R1, R2, R3, R11, R12, R13). Called by the registry, by
 * the vendor's tools and by whoever wants to look into a document; nobody else implements anything here. Pure functions
 * of their arguments, usable without OSGi; every type is immutable and safe for all threads.
 */
@Export
@Version("1.4.0")
@NullMarked
package io.webgate.license.format;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
