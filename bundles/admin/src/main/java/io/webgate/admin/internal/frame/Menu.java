// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Role;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The menu for one reader. What the reader's role may not open stands there with the reason. Pure. */
final class Menu {

    private Menu() {}

    /**
     * @param current which entry is lit: its name, or the path of a plugin's page
     * @param pages of the plugins
     */
    static List<Frame.Group> of(Ui ui, String current, List<ExtensionPage> pages) {
        List<Frame.Group> groups = new ArrayList<>();
        groups.add(new Frame.Group(
                "",
                List.of(
                        entry(ui, "overview", "/admin", Role.VIEWER, current),
                        entry(ui, "licenses", "/admin/licenses", Role.VIEWER, current),
                        entry(ui, "limits", "/admin/limits", Role.VIEWER, current),
                        entry(ui, "sessions", "/admin/sessions", Role.VIEWER, current),
                        entry(ui, "plugins", "/admin/plugins", Role.VIEWER, current),
                        entry(ui, "config", "/admin/config", Role.OPERATOR, current))));
        Map<String, List<Frame.Entry>> byCategory = new LinkedHashMap<>();
        for (ExtensionPage page : pages) {
            String category = page.category(ui.locale());
            byCategory
                    .computeIfAbsent(
                            category.isEmpty() ? ui.t("frame.menu.extensions") : category, name -> new ArrayList<>())
                    .add(entry(ui, page, current));
        }
        byCategory.forEach((category, entries) -> groups.add(new Frame.Group(category, entries)));
        groups.add(new Frame.Group(
                ui.t("frame.menu.administration"),
                List.of(
                        entry(ui, "accounts", "/admin/accounts", Role.ADMIN, current),
                        entry(ui, "tokens", "/admin/tokens", Role.ADMIN, current),
                        entry(ui, "audit", "/admin/audit", Role.ADMIN, current))));
        return groups;
    }

    private static Frame.Entry entry(Ui ui, String name, String href, Role needed, String current) {
        return new Frame.Entry(ui.t("frame.menu." + name), href, name.equals(current), why(ui, needed));
    }

    private static Frame.Entry entry(Ui ui, ExtensionPage page, String current) {
        String why = page.running() ? why(ui, page.role()) : ui.t("frame.why.stopped");
        return new Frame.Entry(page.label(ui.locale()), page.path(), page.path().equals(current), why);
    }

    private static String why(Ui ui, Role needed) {
        return ui.may(needed) ? "" : ui.t("frame.why." + needed.name().toLowerCase(Locale.ROOT));
    }
}
