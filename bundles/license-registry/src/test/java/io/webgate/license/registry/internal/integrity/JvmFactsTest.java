// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.spi.IntegrityReport.Severity;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class JvmFactsTest {

    @Test
    void theShippedOptionsAreNothingToTell() {
        assertThat(JvmFacts.warnings(
                        List.of("-Xms64m", "-XX:+DisableAttachMechanism", "-Dx=-javaagent:no"), List.of("main")))
                .isEmpty();
    }

    @Test
    void whateverLetsOthersChangeCodeIsToldAndStopsNothing() {
        for (String option : List.of(
                "-javaagent:a.jar",
                "-agentlib:jdwp=x",
                "-agentpath:/x.so",
                "-Xbootclasspath/a:x.jar",
                "--patch-module=java.base=x")) {
            assertThat(JvmFacts.warnings(List.of(option), List.of()))
                    .singleElement()
                    .matches(finding -> finding.severity() == Severity.WARNING)
                    .matches(finding -> finding.text().english().contains(option));
        }
        assertThat(JvmFacts.warnings(List.of(), List.of("Attach Listener"))).hasSize(1);
    }
}
