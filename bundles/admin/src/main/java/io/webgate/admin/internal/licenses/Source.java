// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import java.util.Set;

/** How a document came. A way that has no word here is shown as the registry names it. */
public final class Source {

    private static final Set<String> KNOWN = Set.of("api", "folder", "page", "built-in", "refused");

    private Source() {}

    /** Whether there is a text {@code licenses.source.…} for it. */
    public static boolean isKnown(String source) {
        return KNOWN.contains(source);
    }
}
