// SPDX-License-Identifier: Apache-2.0
/** A bundle that requires {@code sample.tables} and says nothing of the gate: a dependent by wiring alone (R50). */
@Requirement(namespace = "sample.tables", filter = "(version>=1.0)")
@NullMarked
package io.webgate.sample.orders;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Requirement;
