// SPDX-License-Identifier: Apache-2.0
/**
 * The one way to a database. Bundles of the licensing plane and the plugins call it; this bundle alone implements it.
 * Work is plain JDBC, the same SQL text for SQLite (embedded) and PostgreSQL: {@code INTEGER}, {@code BIGINT},
 * {@code TEXT}, {@code BYTEA} and {@code BOOLEAN} columns, {@code ON CONFLICT}, {@code RETURNING}, {@code WITH}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
