// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Role;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Readers for tests of pages. */
public final class Readers {

    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    public static final AssetFiles ASSETS = AssetFiles.fromClassPath();

    private Readers() {}

    public static Ui of(String language, Role role) {
        return ui(language, Optional.of(role), "anna", "token-1");
    }

    public static Ui stranger(String language) {
        return ui(language, Optional.empty(), "", "");
    }

    private static Ui ui(String language, Optional<Role> role, String login, String token) {
        Locale locale = new Locale(language);
        return new Ui(
                Messages.of(locale), new Formats(locale, ZoneOffset.UTC), NOW, role, login, token, "/admin", ASSETS);
    }
}
