// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Role;
import io.webgate.license.api.LicenseRegistry;

import java.util.Locale;
import java.util.Optional;

/** The line on top of every page, for those who are signed in. */
final class StatusLine {

    private static final String DEVELOPMENT = "development";

    private StatusLine() {}

    static Optional<Frame.Status> of(Ui ui, Plane plane) {
        if (!ui.may(Role.VIEWER)) {
            return Optional.empty();
        }
        Facts facts = Facts.of(plane, ui.now());
        String code = facts.gate().name().toLowerCase(Locale.ROOT);
        boolean development = plane.registry()
                .map(LicenseRegistry::trust)
                .filter(DEVELOPMENT::equals)
                .isPresent();
        return Optional.of(
                new Frame.Status(code, ui.t("frame.gate." + code), development, BannerRule.banner(facts, ui)));
    }
}
