// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The gate and its plugins as they are now.
 *
 * @param open everything that was stopped runs again and new work is admitted
 * @param since when it became so
 * @param verdict why it is stopped, where a verdict is the reason
 * @param causeStands resuming would be refused
 * @param obstacles what else is against it: what is missing or failed, what that means and what to do, in sentences
 * @param plugins every dependent, direct and transitive, in order of starting
 */
public record GateView(
        boolean open,
        Instant since,
        Optional<Verdict> verdict,
        boolean causeStands,
        List<LocalizedText> obstacles,
        List<Plugin> plugins) {

    public GateView {
        obstacles = List.copyOf(obstacles);
        plugins = List.copyOf(plugins);
    }

    /**
     * A dependent of the gate.
     *
     * @param bundle its symbolic name
     * @param version its version
     * @param state in one word
     * @param reason why it does not serve, what that means and what to do (R102); empty while it serves
     * @param module the module that it is licensed by, where it names one
     * @param path its first path segment under {@code /gate/}, where it has one
     * @param requires symbolic names of the bundles between it and the gate, the gate included
     * @param dependents symbolic names of the plugins that stop with it
     */
    public record Plugin(
            String bundle,
            String version,
            State state,
            Optional<LocalizedText> reason,
            Optional<ModuleId> module,
            Optional<String> path,
            List<String> requires,
            List<String> dependents) {

        public Plugin {
            requires = List.copyOf(requires);
            dependents = List.copyOf(dependents);
        }

        /** What a plugin is doing. */
        public enum State {
            ACTIVE,
            STOPPED,
            UNLICENSED,
            FAILED;

            /** The name in API and pages. */
            public String code() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }
}
