// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import java.util.Locale;

/**
 * Where reports get their data. Its text never shows the password, nor what a URL may hold of one.
 *
 * @param name as reports call it
 * @param url {@code jdbc:…}
 * @param user empty where the database asks for none
 * @param password empty for none
 * @param driver class name of the driver; empty: the first that takes the URL
 */
public record Source(String name, String url, String user, String password, String driver) {

    /** The file database that the host itself brings. */
    public boolean isSqlite() {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:sqlite:");
    }

    boolean isPostgres() {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
    }

    /** A text of others without this source's secrets. */
    String masked(String text) {
        String safe = text.replace(url, "(url)");
        return password.isEmpty() ? safe : safe.replace(password, "***");
    }

    @Override
    public String toString() {
        return "Source[" + name + "]";
    }
}
