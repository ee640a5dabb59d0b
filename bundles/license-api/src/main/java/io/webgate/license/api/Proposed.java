// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.List;
import java.util.Optional;

/**
 * What would follow from a {@link Proposal} (R9): computed by the same rules as what then happens. Nothing was changed.
 *
 * @param now the limits that hold
 * @param then the limits that would hold, at the time that was asked for
 * @param licenses every document as it would then stand
 * @param install the answer that an installation would get; empty where none was proposed
 * @param activation the answer that an activation would get; empty where none was proposed
 */
public record Proposed(
        Limits now,
        Limits then,
        List<InstalledLicense> licenses,
        Optional<InstallResult> install,
        Optional<ActivationResult> activation) {

    public Proposed {
        licenses = List.copyOf(licenses);
    }

    /** Where no activation was proposed. */
    public Proposed(Limits now, Limits then, List<InstalledLicense> licenses, Optional<InstallResult> install) {
        this(now, then, licenses, install, Optional.empty());
    }
}
