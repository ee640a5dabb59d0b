// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.enforcement.retail.operations.internal;

import org.jspecify.annotations.NullMarked;
