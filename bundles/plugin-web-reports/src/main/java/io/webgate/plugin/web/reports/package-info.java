// SPDX-License-Identifier: Apache-2.0
/**
 * The reports of this host for others that hand them on, such as the report mailer (R64, R65): which there are, what
 * parameters they take, and to run one into a stream.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.plugin.web.reports;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
