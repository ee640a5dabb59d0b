// SPDX-License-Identifier: Apache-2.0
/** Speed and size as ratios against baselines that are measured in the same run. A program, called by nobody. */
@NullMarked
package io.webgate.bench;

import org.jspecify.annotations.NullMarked;
