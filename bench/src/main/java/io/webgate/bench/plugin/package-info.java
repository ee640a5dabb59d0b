// SPDX-License-Identifier: Apache-2.0
/** What is inside the bundles that {@code stop} makes. Loaded by the framework of the benchmark. */
@NullMarked
package io.webgate.bench.plugin;

import org.jspecify.annotations.NullMarked;
