// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Preferences;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Putting the checklist of the Overview away, and back. Kept as the other preferences are, in the browser, but by account:
 * who shares a browser with somebody still has a list of his own.
 */
public final class ChecklistArea implements Area {

    private static final String COOKIE = "webgate-checklist-";
    private static final String HIDDEN = "hidden";

    @Override
    public void addTo(PageTable pages) {
        pages.on("POST /admin/checklist/hide viewer", request -> keep(request, HIDDEN));
        pages.on("POST /admin/checklist/show viewer", request -> keep(request, ""));
    }

    /** Whether the account that asks has put its checklist away. An API token never has. */
    static boolean isHidden(PageRequest request) {
        return request.session()
                .filter(own -> HIDDEN.equals(Preferences.kept(request.http(), name(own.login()))))
                .isPresent();
    }

    private static PageAnswer keep(PageRequest request, String value) {
        String login = People.own(request).login();
        Preferences.keep(request.http(), request.response(), name(login), value);
        return new PageAnswer.See("/admin");
    }

    /** A login may hold letters that the name of a cookie may not. */
    private static String name(String login) {
        return COOKIE + HexFormat.of().formatHex(login.getBytes(StandardCharsets.UTF_8));
    }
}
