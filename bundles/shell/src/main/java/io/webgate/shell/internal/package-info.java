// SPDX-License-Identifier: Apache-2.0
/** Commands for the framework's console, and one tab for its web console: a face, no rule of its own. */
@NullMarked
package io.webgate.shell.internal;

import org.jspecify.annotations.NullMarked;
