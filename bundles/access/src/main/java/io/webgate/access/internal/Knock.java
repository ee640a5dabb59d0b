// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.Authentication;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as it stands in front of the door.
 *
 * @param path raw, as it came over the wire, without the query
 * @param authorization the values of the header {@code Authorization}
 * @param signedIn whose browser it is, where its cookie says so
 */
record Knock(String method, String path, List<String> authorization, Origin origin, Optional<Caller> signedIn) {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]{1,512})");

    /** A knock without a cookie. */
    Knock(String method, String path, List<String> authorization, Origin origin) {
        this(method, path, authorization, origin, Optional.empty());
    }

    /** Who it is. */
    Identity identity(Optional<Access> access) {
        if (signedIn.isPresent()) {
            return new Identity(false, signedIn.map(Authentication.Known::new));
        }
        if (authorization.isEmpty()) {
            return access.isPresent() ? Identity.ANONYMOUS : Identity.UNDECIDABLE;
        }
        if (access.isEmpty()) {
            return Identity.UNDECIDABLE;
        }
        var bearer = BEARER.matcher(authorization.get(0).strip());
        if (authorization.size() > 1 || !bearer.matches()) {
            return Identity.ANONYMOUS;
        }
        return new Identity(false, Optional.of(access.get().authenticate(bearer.group(1), origin)));
    }

    /**
     * What is known of who asks.
     *
     * @param undecidable the service that would know is not there
     * @param authentication what became of the token; empty: none came
     */
    record Identity(boolean undecidable, Optional<Authentication> authentication) {

        static final Identity ANONYMOUS = new Identity(false, Optional.empty());
        static final Identity UNDECIDABLE = new Identity(true, Optional.empty());
    }
}
