// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.edition.small.internal;

import org.jspecify.annotations.NullMarked;
