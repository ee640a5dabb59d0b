// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Words;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Locale;

/**
 * How full a module is, as every page shows it: the ledger's word, but for two cases. What is on or off is not full because it
 * is on; and an excess whose consequence waits is not yet a restriction (R58, D12). Pure.
 *
 * @param code for icon and tone
 */
public record Fullness(String code, LocalizedText word) {

    private static final LocalizedText WAITS =
            new LocalizedText("Exceeded, the consequence waits", "Лимит превышен, последствия отложены");

    public static Fullness of(Usage usage) {
        if (usage.state() == Usage.State.FULL && !usage.module().summed()) {
            return new Fullness("ok", Words.licensing("ok"));
        }
        if (waits(usage)) {
            return new Fullness("expiring", WAITS);
        }
        return new Fullness(usage.state().name().toLowerCase(Locale.ROOT), Words.state(usage.state()));
    }

    /** Whether more is in use than allowed and the vendor's terms let every consequence wait. */
    public static boolean waits(Usage usage) {
        return usage.state() == Usage.State.OVER
                && !usage.verdicts().isEmpty()
                && usage.verdicts().stream().noneMatch(Verdict::isApplied);
    }
}
