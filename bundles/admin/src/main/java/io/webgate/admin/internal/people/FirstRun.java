// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import java.util.Optional;

/**
 * The form of the first run.
 *
 * @param home of the host
 * @param token as typed, empty where it was wrong
 * @param login as typed
 * @param key of this computer; empty while nobody tells it
 */
public record FirstRun(String home, String token, String login, Optional<String> key, Optional<FormError> error) {

    /** Its name in {@link FormError#form()}. */
    public static final String FORM = "first-run";

    public FirstRun {
        if (error.filter(one -> one.field().equals("token")).isPresent()) {
            token = "";
        }
    }

    /** Where the token stands. */
    public String file() {
        return home + "/var/first-run-token";
    }

    /** What is wrong with a field; empty text: nothing. */
    public String at(String field) {
        return FormError.at(error, FORM, field);
    }
}
