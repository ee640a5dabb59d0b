// SPDX-License-Identifier: Apache-2.0
/** A plugin of the gate that offers the capability {@code sample.tables} to other bundles. */
@RequireGate
@Capability(namespace = "sample.tables", version = "1.0")
@NullMarked
package io.webgate.sample.tables;

import io.webgate.gate.api.RequireGate;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Capability;
