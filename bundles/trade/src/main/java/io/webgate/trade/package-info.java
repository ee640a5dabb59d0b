// SPDX-License-Identifier: Apache-2.0
/**
 * Goods that come in from the data server and documents of trade that go out to it (R63): the one place where plugins put
 * what was sold, returned or ordered, and from which the exchange takes it.
 */
@Export
@Version("2.0.0")
@NullMarked
package io.webgate.trade;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
