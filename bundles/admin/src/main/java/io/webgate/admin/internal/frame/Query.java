// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of an address, read without the body of its request, which may be a form that only its page reads. Pure. */
final class Query {

    private Query() {}

    /** The first value under a name, as it stands there, still encoded; empty where there is none. */
    static Optional<String> value(@Nullable String query, String name) {
        return Arrays.stream(pairs(query))
                .filter(pair -> isOf(pair, name))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /** The same without what stands under a name, with its question mark; empty text where nothing is left. */
    static String without(@Nullable String query, String name) {
        String left = Arrays.stream(pairs(query))
                .filter(pair -> !pair.isEmpty() && !isOf(pair, name))
                .collect(Collectors.joining("&"));
        return left.isEmpty() ? "" : "?" + left;
    }

    private static String[] pairs(@Nullable String query) {
        return query == null ? new String[0] : query.split("&", -1);
    }

    private static boolean isOf(String pair, String name) {
        return pair.startsWith(name + "=");
    }
}
