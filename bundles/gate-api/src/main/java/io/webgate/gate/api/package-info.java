// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin needs of the gate, and what the gate needs of the watchdog. Plugins call {@link
 * io.webgate.gate.api.Gate} and {@link io.webgate.gate.api.Sessions}; the gate provides them; the watchdog provides
 * {@link io.webgate.gate.api.GatePermit} and {@link io.webgate.gate.api.GateWatch}. What troubles a plugin it says with a
 * {@link io.webgate.gate.api.Concern}.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.webgate.gate.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
