// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;

/**
 * A verified document as it is assessed.
 *
 * @param license its contents
 * @param late it came to the folder when a higher generation had already been seen (R8), so it never counts
 */
record Document(License license, boolean late) {}
