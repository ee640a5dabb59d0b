// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

/** A part of the pages that adds its routes. */
@FunctionalInterface
public interface Area {

    /** Adds the routes: {@code pages.on("GET /admin/licenses viewer", this::list)}. */
    void addTo(PageTable pages);
}
