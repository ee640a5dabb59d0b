// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Account;
import io.webgate.gate.http.Role;

import java.util.List;

/**
 * An account in the list of all.
 *
 * @param own the reader's
 * @param last the only administrator, who stays one
 * @param href of its page
 */
public record AccountRow(Account account, boolean own, boolean last, String href) {

    /** @param reader the login of who asks */
    static List<AccountRow> of(List<Account> accounts, String reader) {
        long administrators = accounts.stream()
                .filter(account -> account.role() == Role.ADMIN)
                .count();
        return accounts.stream()
                .map(account -> new AccountRow(
                        account,
                        account.login().equals(reader),
                        account.role() == Role.ADMIN && administrators == 1,
                        "/admin/accounts/" + People.segment(account.login())))
                .toList();
    }

    /** The key of its role among the texts. */
    public String role() {
        return People.code(account.role());
    }

    public boolean is(Role role) {
        return account.role() == role;
    }
}
