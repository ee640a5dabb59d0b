// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.List;
import java.util.Optional;

/**
 * One setting that would change.
 *
 * @param before empty where it is not set; a secret that is set has no values
 * @param after the same, of the draft
 */
public record Difference(Field field, Optional<List<String>> before, Optional<List<String>> after) {}
