// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.TrustDocument;

import java.time.ZoneId;

/**
 * What of a vendor is no secret, and is enough to prepare what it will sign.
 *
 * @param prefix its four letters
 * @param zone in which days begin and end on its licences, unless a request says otherwise
 * @param trust its public keys
 */
public record VendorIdentity(String prefix, ZoneId zone, TrustDocument trust) {}
