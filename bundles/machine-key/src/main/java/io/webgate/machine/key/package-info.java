// SPDX-License-Identifier: Apache-2.0
/**
 * This computer's machine key (R15, R16). Programs without a framework, like the command line, call
 * {@link io.webgate.machine.key.MachineIdentities}; bundles take the service
 * {@link io.webgate.license.api.MachineIdentity} instead. Nobody else implements anything here.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.machine.key;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
