// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Role;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What every template may ask: texts, formats, the reader's rights, the token of forms, the addresses of static files.
 * One a request; immutable.
 *
 * @param messages texts in the reader's language
 * @param formats numbers and times as the reader writes them
 * @param now the time of this answer
 * @param role what the reader may do; empty: not signed in
 * @param login the reader's account or token; empty text: not signed in
 * @param formToken what a form sends back in the field {@code form-token}; empty text: not signed in
 * @param path of this page with its query, to come back to
 * @param assets addresses of static files
 */
public record Ui(
        Messages messages,
        Formats formats,
        Instant now,
        Optional<Role> role,
        String login,
        String formToken,
        String path,
        Assets assets) {

    /** The text of a key. */
    public String t(String key, Object... arguments) {
        return messages.get(key, arguments);
    }

    /** The text of a key in the plural form of a number. */
    public String count(String key, long number, Object... more) {
        return messages.count(key, number, more);
    }

    public Locale locale() {
        return messages.locale();
    }

    /** {@code en} or {@code ru}. */
    public String language() {
        return messages.locale().getLanguage();
    }

    public boolean may(Role wanted) {
        return role.filter(own -> own.covers(wanted)).isPresent();
    }

    /** The address of a static file, changing with its content. */
    public String asset(String name) {
        return assets.address(name);
    }
}
