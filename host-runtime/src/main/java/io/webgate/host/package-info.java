// SPDX-License-Identifier: Apache-2.0
/**
 * The launcher: reads feature files, makes the framework, installs, starts, waits. {@link io.webgate.host.Host} is the
 * running host for tests, {@link io.webgate.host.HostProperties} what every framework of ours starts with.
 */
@NullMarked
package io.webgate.host;

import org.jspecify.annotations.NullMarked;
