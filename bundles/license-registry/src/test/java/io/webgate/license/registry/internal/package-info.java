// SPDX-License-Identifier: Apache-2.0
/** What the registry must do, rule by rule, without a container. */
@NullMarked
package io.webgate.license.registry.internal;

import org.jspecify.annotations.NullMarked;
