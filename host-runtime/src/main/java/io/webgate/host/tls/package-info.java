// SPDX-License-Identifier: Apache-2.0
/** The certificate that a host shows on its TLS port: made by itself, or the administrator's. */
@NullMarked
package io.webgate.host.tls;

import org.jspecify.annotations.NullMarked;
