// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what: API tokens, enrolled devices, and the record of what administrators did. The faces ({@code rest},
 * {@code admin}, {@code shell}) call {@link io.webgate.access.Access}; this bundle alone implements it, and puts the one
 * authentication in front of every path.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.webgate.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
