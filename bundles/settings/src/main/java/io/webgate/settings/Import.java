// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

import java.util.List;
import java.util.Optional;

/**
 * What an exported file would change, or has changed.
 *
 * @param result what became of it; for a plan {@link Outcome.Result#DONE} where it could be done
 * @param malformed why it is not such a file
 * @param plans of each configuration that the file has and a bundle describes
 * @param skipped PIDs in the file that no bundle describes
 * @param withoutSecrets PIDs whose secrets the file does not hold and this host does not have: to be typed by hand
 * @param excesses limits that all of it together would exceed
 * @param trouble what failed
 */
public record Import(
        Outcome.Result result,
        Optional<LocalizedText> malformed,
        List<Plan> plans,
        List<String> skipped,
        List<String> withoutSecrets,
        List<Excess> excesses,
        Optional<LocalizedText> trouble) {

    public Import {
        plans = List.copyOf(plans);
        skipped = List.copyOf(skipped);
        withoutSecrets = List.copyOf(withoutSecrets);
        excesses = List.copyOf(excesses);
    }
}
