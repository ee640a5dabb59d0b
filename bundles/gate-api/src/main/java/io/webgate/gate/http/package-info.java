// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls over HTTP, which rights a route asks for, and how a refusal is told. Every face (plugins, REST, pages) uses
 * this package; the authentication in front of them fills in the caller.
 */
@Export
@Version("1.4.0")
@NullMarked
package io.webgate.gate.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
