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
        FeatureSet features = FeatureSet.readAll(featureFiles());
        List<Path> named = features.bundles().stream().map(FeatureBundle::path).toList();
        assertThat(jars()).isNotEmpty().containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theLicensingPlaneStartsBeforeTheGateAndTheGateBeforeItsPlugins() throws Exception {
        for (FeatureBundle bundle : feature("gate").bundles()) {
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

    /** Complete alone, and the same host but for what is licensed (R33). */
    @Test
    void smallEditionIsTheGateWithItsLicencesBuiltIn() throws Exception {
        FeatureSet gate = feature("gate");
        FeatureSet small = feature("small-edition");
        List<String> without = small.bundles().stream()
                .map(bundle -> bundle.id() + " " + bundle.level())
                .filter(bundle -> !bundle.startsWith("io.webgate:edition-small:"))
                .toList();
        assertThat(without)
                .isEqualTo(gate.bundles().stream()
                        .map(bundle -> bundle.id() + " " + bundle.level())
                        .toList())
                .hasSize(small.bundles().size() - 1);
        assertThat(small.configurations()).isEqualTo(gate.configurations());
        assertThat(gate.properties()).containsEntry(HostProperties.EDITION, "store");
        assertThat(small.properties()).containsEntry(HostProperties.EDITION, "small");
    }

    private static FeatureSet feature(String name) throws StartFailure {
        return FeatureSet.read(List.of(TARGET.resolve("features").resolve(name + ".json")));
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
