// SPDX-License-Identifier: Apache-2.0
/**
 * The words of licensing: what is licensed, counted, decided and answered. Everyone calls this package; the services
 * {@link io.webgate.license.api.LicenseRegistry} and {@link io.webgate.license.api.Ledger} are provided by the
 * licensing plane alone.
 */
@Export
@Version("1.7.0")
@NullMarked
package io.webgate.license.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
