// SPDX-License-Identifier: Apache-2.0
/** The command line: talks to a running host over its REST API; only {@code vendor} and {@code inspect} work alone. */
@NullMarked
package io.webgate.host.cli;

import org.jspecify.annotations.NullMarked;
