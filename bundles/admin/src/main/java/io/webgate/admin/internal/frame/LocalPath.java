// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.util.regex.Pattern;

/** Where a reader may be sent back to: a page of these pages, nowhere else. Pure. */
public final class LocalPath {

    /** Where a reader is sent whose request names no such page. */
    static final String HOME = "/admin";

    // Whole segments of letters that mean nothing to a browser; so no "//", no backslash, no scheme, no control
    // character
    private static final Pattern FORM =
            Pattern.compile("/(?:admin|gate)(?:/[A-Za-z0-9_~:@!$'()*,;=%+-][A-Za-z0-9._~:@!$'()*,;=%+-]*)*/?"
                    + "(?:\\?[A-Za-z0-9._~:@!$'()*,;=%+&/?-]*)?");
    private static final int LONGEST = 2000;

    private LocalPath() {}

    /** The path with its query as given where it is one of these pages, else the Overview. */
    public static String checked(String given) {
        return given.length() <= LONGEST && FORM.matcher(given).matches() ? given : HOME;
    }
}
