// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

/** Keeps the chosen language and theme in the browser, for a year. Works before anybody is signed in. */
public final class PreferencesArea implements Area {

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/preferences public", PreferencesArea::keep);
        pages.on("POST /admin/preferences public", PreferencesArea::keep);
    }

    private static PageAnswer keep(PageRequest request) {
        String language = request.field(Preferences.CHOSEN_LANGUAGE);
        if (Preferences.language(language).isPresent()) {
            keep(request, Preferences.LANGUAGE, language);
        }
        Theme.of(request.field(Preferences.CHOSEN_THEME))
                .ifPresent(theme -> keep(request, Preferences.THEME, theme.code()));
        return new PageAnswer.See(LocalPath.checked(request.field("to")));
    }

    private static void keep(PageRequest request, String name, String value) {
        Preferences.keep(request.http(), request.response(), name, value);
    }
}
