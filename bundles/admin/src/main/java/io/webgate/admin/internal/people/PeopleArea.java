// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageTable;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Everything about people: signing in, the first run, accounts, devices and tokens, the record of acts. */
public final class PeopleArea implements Area {

    private final Supplier<String> formIds;

    public PeopleArea() {
        this(() -> UUID.randomUUID().toString());
    }

    /** @param formIds makes a text that never came before, for each form that may be sent only once */
    PeopleArea(Supplier<String> formIds) {
        this.formIds = formIds;
    }

    @Override
    public void addTo(PageTable pages) {
        List<Area> areas = List.of(
                new SignInArea(),
                new FirstRunArea(),
                new AccountArea(),
                new AccountsArea(),
                new ChecklistArea(),
                new TokensArea(formIds),
                new AuditArea());
        areas.forEach(area -> area.addTo(pages));
    }
}
