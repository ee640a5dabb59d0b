// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.license.api.IdempotencyKey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A form that makes something whose value is shown once, and that therefore can't send its reader on to another page:
 * loading the answer anew sends the form again. Each copy of such a form holds a text that never came before; what it
 * makes is made once for that text, as for a program's Idempotency-Key, and remembered in the store for a day, so also
 * over a restart of the host and without memory here (I3).
 *
 * @param key of this copy, with a digest of what was typed
 */
record OnceForm(IdempotencyKey key) {

    /** The hidden field. */
    static final String FIELD = "once";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /**
     * The form as it was sent; empty where it holds no such text, so that nobody could tell its first sending from its
     * second.
     *
     * @param form which of the forms
     * @param typed what it makes
     */
    static Optional<OnceForm> of(PageRequest request, String form, Object... typed) {
        return Optional.of(request.field(FIELD))
                .filter(id -> FORM.matcher(id).matches())
                .map(id -> new OnceForm(
                        new IdempotencyKey("form " + form + " " + id + " " + request.by(), digest(typed))));
    }

    private static String digest(Object... typed) {
        try {
            byte[] text = Arrays.toString(typed).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Whether this copy has done its work.
     *
     * @throws AccessException also where it has done so with something else typed into it
     */
    boolean isDone(Access access) throws AccessException {
        return access.replay(key).isPresent();
    }
}
