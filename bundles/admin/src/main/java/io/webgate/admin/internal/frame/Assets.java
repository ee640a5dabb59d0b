// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

/** Addresses of static files. */
@FunctionalInterface
public interface Assets {

    /** {@code app.css} → {@code /admin/assets/app.4f2a….css}. */
    String address(String name);
}
