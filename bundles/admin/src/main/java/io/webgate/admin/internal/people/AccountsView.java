// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.gate.http.Role;

import java.util.List;
import java.util.Optional;

/**
 * The page of all accounts.
 *
 * @param login as typed into the form
 * @param role as chosen in the form
 */
public record AccountsView(
        List<AccountRow> rows, String login, Role role, Optional<String> done, Optional<FormError> error) {

    /** Its name in {@link FormError#form()}. */
    public static final String FORM = "account";

    public AccountsView {
        rows = List.copyOf(rows);
    }

    /** What is wrong with a field; empty text: nothing. */
    public String at(String field) {
        return FormError.at(error, FORM, field);
    }
}
