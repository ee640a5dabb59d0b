// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageTable;

import java.util.List;

/** Everything about people: signing in, the first run, accounts, devices and tokens, the record of acts. */
public final class PeopleArea implements Area {

    @Override
    public void addTo(PageTable pages) {
        List<Area> areas = List.of(
                new SignInArea(),
                new FirstRunArea(),
                new AccountArea(),
                new AccountsArea(),
                new TokensArea(),
                new AuditArea());
        areas.forEach(area -> area.addTo(pages));
    }
}
