// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of dependencies that fills the repository and the feature files, held against each other. */
final class FeatureRepositoryTest {

    private static final Path TARGET = Path.of("../features/target");

    @Test
    void everyBundleOfTheFeaturesIsInTheRepositoryAndNothingElse() throws Exception {
        FeatureSet features = FeatureSet.read(featureFiles());
        List<Path> named = features.bundles().stream().map(FeatureBundle::path).toList();
        assertThat(jars()).isNotEmpty().containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theLicensingPlaneStartsBeforeTheGateAndTheGateBeforeItsPlugins() throws Exception {
        FeatureSet gate = FeatureSet.read(List.of(TARGET.resolve("features/gate.json")));
        for (FeatureBundle bundle : gate.bundles()) {
            String name = bundle.id().getArtifactId();
            if (!bundle.id().getGroupId().equals("io.webgate")) {
                assertThat(bundle.level()).as(name).isBetween(1, 6);
            } else if (name.equals("gate")) {
                assertThat(bundle.level()).as(name).isEqualTo(HostProperties.GATE_LEVEL);
            } else {
                assertThat(bundle.level())
                        .as(name)
                        .isEqualTo(name.startsWith("plugin-") ? HostProperties.PLUGIN_LEVEL : 10);
            }
        }
    }

    private static List<Path> featureFiles() throws IOException {
        try (Stream<Path> files = Files.list(TARGET.resolve("features"))) {
            return files.toList();
        }
    }

    private static List<Path> jars() throws IOException {
        Path repository = TARGET.resolve("repository");
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(repository::relativize)
                    .toList();
        }
    }
}
