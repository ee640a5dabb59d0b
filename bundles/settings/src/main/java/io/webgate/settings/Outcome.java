// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

import java.util.Optional;

/**
 * What became of a change. A refusal is a value like any other.
 *
 * @param plan as it was when it was decided; empty where nothing describes the PID
 * @param saved what is saved now; empty after a refusal that changed nothing, and where it was deleted
 * @param trouble what failed, for {@link Result#FAILED}
 */
public record Outcome(Result result, Optional<Plan> plan, Optional<Saved> saved, Optional<LocalizedText> trouble) {

    /** Kinds of outcomes. */
    public enum Result {
        DONE,
        /** It was so already. */
        UNCHANGED,
        /** No bundle describes this PID. */
        UNKNOWN,
        /** The draft has faults. */
        INVALID,
        /** Somebody changed it since the caller looked. */
        CHANGED_MEANWHILE,
        /** It would exceed a limit, and nobody confirmed that. */
        EXCESS,
        /** It could not be written. */
        FAILED
    }
}
