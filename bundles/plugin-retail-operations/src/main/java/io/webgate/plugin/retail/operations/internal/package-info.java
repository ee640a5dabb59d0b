// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.plugin.retail.operations.internal;

import org.jspecify.annotations.NullMarked;
