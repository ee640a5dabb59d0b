// SPDX-License-Identifier: Apache-2.0
/**
 * For tests, ours and those of plugins: time that stands still, a vendor to throw away, scenarios in the words of the
 * domain, waiting without sleeping, and a report that says why a component is not there. Tests call this package; nobody
 * implements it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
