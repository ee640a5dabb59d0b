// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.WebSession;

import java.util.List;
import java.util.Optional;

/**
 * The page of the own account.
 *
 * @param own the session that asks
 * @param secondFactor whether digits are asked for besides the password
 * @param sessions that are alive, newest first
 * @param checklistHidden whether the account has put the checklist of the Overview away
 */
public record AccountView(
        WebSession own,
        boolean secondFactor,
        List<WebSession> sessions,
        boolean checklistHidden,
        Optional<String> done,
        Optional<FormError> error) {

    public AccountView {
        sessions = List.copyOf(sessions);
    }

    /** Whether it is the session that asks. */
    public boolean isOwn(WebSession session) {
        return session.id().equals(own.id());
    }

    /** What is wrong with a field; empty text: nothing. */
    public String at(String form, String field) {
        return FormError.at(error, form, field);
    }
}
