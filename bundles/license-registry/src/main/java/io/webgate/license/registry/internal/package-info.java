// SPDX-License-Identifier: Apache-2.0
/**
 * How the registry works inside. Two layers: values and pure functions ({@link
 * io.webgate.license.registry.internal.Assessment}, {@link io.webgate.license.registry.internal.Marks}, {@link
 * io.webgate.license.registry.internal.Catalogue}), and one thread that feeds them with what lies on disk.
 */
@NullMarked
package io.webgate.license.registry.internal;

import org.jspecify.annotations.NullMarked;
