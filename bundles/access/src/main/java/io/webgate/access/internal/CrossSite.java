// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Tells a request that our own page made from one that another site made a browser send (T51, T53; ASVS 3.5). Three
 * witnesses, none of which another site can forge: what the browser says of the requesting site (Fetch Metadata), the
 * header {@code Origin}, and the token in our forms. Pure.
 */
final class CrossSite {

    private CrossSite() {}

    /**
     * What a request says.
     *
     * @param pages the path belongs to the pages, or is read by them
     * @param bearer it authenticates by a header, which no other site can make a browser send
     * @param expected the form token of the browser's session; null: not signed in
     * @param given the form token that came; null: none
     */
    record Facts(
            String method,
            boolean pages,
            boolean bearer,
            @Nullable String fetchSite,
            @Nullable String fetchMode,
            @Nullable String origin,
            @Nullable String host,
            @Nullable String expected,
            @Nullable String given) {

        boolean isSafe() {
            return method.equals("GET") || method.equals("HEAD");
        }
    }

    /** Whether the request is to be refused. */
    static boolean isForged(Facts facts) {
        boolean concerned = facts.pages() || facts.expected() != null;
        if (facts.bearer() || !concerned) {
            return false;
        }
        if (facts.isSafe()) {
            // Following a link to us is fine; embedding us, or reading from us, is not
            return foreign(facts.fetchSite()) && !"navigate".equals(facts.fetchMode());
        }
        return foreign(facts.fetchSite()) || otherOrigin(facts) || wrongToken(facts);
    }

    private static boolean foreign(@Nullable String site) {
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** The scheme is left out: in front of us a proxy may speak TLS. */
    private static boolean otherOrigin(Facts facts) {
        if (facts.origin() == null) {
            return false;
        }
        int scheme = facts.origin().indexOf("://");
        String authority = scheme < 0 ? "" : facts.origin().substring(scheme + 3);
        return facts.host() == null
                || !authority.toLowerCase(Locale.ROOT).equals(facts.host().toLowerCase(Locale.ROOT));
    }

    private static boolean wrongToken(Facts facts) {
        if (facts.expected() == null) {
            return false;
        }
        return facts.given() == null
                || !MessageDigest.isEqual(
                        facts.expected().getBytes(StandardCharsets.UTF_8),
                        facts.given().getBytes(StandardCharsets.UTF_8));
    }
}
