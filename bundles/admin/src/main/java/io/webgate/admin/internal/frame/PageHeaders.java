// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import jakarta.servlet.http.HttpServletResponse;

import java.util.Map;

/** The headers of every page: nothing from elsewhere, nothing inline, nothing framed, nothing kept (ASVS 3.4). */
public final class PageHeaders {

    /** Name to value. */
    public static final Map<String, String> ALL = Map.of(
            "Cache-Control",
            "no-store",
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            // Stricter ones make browsers hide from us, too, where a form comes from
            "Referrer-Policy",
            "same-origin",
            "Vary",
            "Accept-Language, Cookie");

    private PageHeaders() {}

    /** Sets them; replaces the stricter ones that the door gives to everything. */
    public static void set(HttpServletResponse response) {
        ALL.forEach(response::setHeader);
    }
}
