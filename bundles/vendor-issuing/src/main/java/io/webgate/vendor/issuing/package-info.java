// SPDX-License-Identifier: Apache-2.0
/**
 * The one room in which a private key is used: a request is prepared, looked at, then issued. Called by the vendor's
 * tools and services and by the build, which makes a checkout its own development vendor; nobody else implements
 * anything here. No bundle of the customer's side imports it.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.webgate.vendor.issuing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
