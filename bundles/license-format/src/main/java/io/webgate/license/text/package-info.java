// SPDX-License-Identifier: Apache-2.0
/**
 * Texts that people type and read out: machine keys, media keys, licence keys and coupons, with the checks that catch a
 * typing error where it is made (R15, R17, R18, R97, R101). Called by the customer's side and the vendor's tools alike;
 * nobody else implements anything here.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.webgate.license.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
