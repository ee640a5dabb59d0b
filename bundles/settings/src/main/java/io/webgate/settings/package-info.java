// SPDX-License-Identifier: Apache-2.0
/**
 * The host's settings: what Metatype says of them, what is saved in Config Admin, what a change would do, and its history
 * (D13). The faces call it; it decides nothing about licences, it asks the ledger.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.webgate.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
