// SPDX-License-Identifier: Apache-2.0
/**
 * For applications outside the gate: {@link io.webgate.exchange.client.ExchangeClient} connects them, {@link
 * io.webgate.exchange.client.PermitVerifier} is for the other side of their exchange. Needs the JDK alone.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.exchange.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
