// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A document that the registry keeps, with what became of it.
 *
 * @param id of the document; {@code sha256:…} of its bytes where it is damaged
 * @param license its contents; empty where it is damaged
 * @param state in one word
 * @param reason why, for people; empty text where it is valid
 * @param source how it came: {@code api}, {@code folder}, {@code built-in} …
 * @param installedAt when
 * @param vanishing its file is gone and it ends when the settle time is over (R14)
 */
public record InstalledLicense(
        LicenseId id,
        Optional<License> license,
        LicenseState state,
        Optional<LocalizedText> reason,
        String source,
        Instant installedAt,
        boolean vanishing) {}
