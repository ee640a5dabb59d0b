// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions over HTTP for a plugin to extend (R62, R63): open, keep alive, close, list, and whatever a session may be asked
 * beyond that.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.webgate.gate.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
