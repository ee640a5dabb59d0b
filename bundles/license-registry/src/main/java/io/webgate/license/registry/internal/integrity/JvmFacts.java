// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.spi.IntegrityReport.Finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** By what means others may have a hand in this JVM: told, not punished, for monitoring uses the same means. Pure. */
final class JvmFacts {

    private static final List<String> MEANS = List.of(
            "-javaagent:", "-agentlib:", "-agentpath:", "-Xrun", "-Xbootclasspath/", "--patch-module", "-Xdebug");

    /** The JVM has it from the first time on that a tool attaches itself. */
    private static final String ATTACHED = "Attach Listener";

    private JvmFacts() {}

    /**
     * The warnings.
     *
     * @param options with which the JVM was started
     * @param threads names of its threads
     */
    static List<Finding> warnings(List<String> options, Collection<String> threads) {
        List<Finding> warnings = new ArrayList<>();
        options.stream()
                .filter(option -> MEANS.stream().anyMatch(option::startsWith))
                .map(Texts::option)
                .forEach(warnings::add);
        if (threads.contains(ATTACHED)) {
            warnings.add(Texts.attached());
        }
        return warnings;
    }
}
