// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.IdempotencyKey;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request, without anything of a container.
 *
 * @param path raw
 * @param query decoded; of a repeated name the first value
 * @param headers with lower-case names: those that this face reads
 * @param caller who asks; empty on public routes for nobody known
 * @param parameters of the path
 */
record Ask(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Optional<Caller> caller,
        Origin origin,
        Map<String, String> parameters,
        Body body) {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    /** The body's bytes. No array as a component, since arrays have no value. */
    static final class Body {

        static final Body EMPTY = new Body(new byte[0]);

        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    Ask with(Map<String, String> pathParameters, Body read) {
        return new Ask(method, path, query, headers, caller, origin, pathParameters, read);
    }

    Locale locale() {
        return Problem.locale(headers.get("accept-language"));
    }

    /** The name of who asks, for the record. */
    String by() {
        return caller.map(Caller::name).orElse("unknown");
    }

    String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("The route of " + path + " has no parameter " + name);
        }
        return value;
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    boolean prefersHtml() {
        return Problem.prefersHtml(headers.get("accept"));
    }

    /** What makes a retry harmless: the client's key, with who sent it and to where, and a digest of the request. */
    Optional<IdempotencyKey> key() {
        String sent = headers.get("idempotency-key");
        if (sent == null) {
            return IdempotencyKey.none();
        }
        if (!KEY.matcher(sent).matches()) {
            throw Problems.invalid(
                    "header Idempotency-Key (1 to 255 printable ASCII characters)",
                    "заголовок Idempotency-Key (от 1 до 255 печатных символов ASCII)",
                    locale());
        }
        String digest = HexFormat.of().formatHex(Digests.sha256(body.bytes));
        String whose = HexFormat.of()
                .formatHex(Digests.sha256((by() + "\n" + method + "\n" + path).getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new IdempotencyKey(whose + " " + sent, digest));
    }
}
