// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FeatureSetTest {

    @TempDir
    private Path folder = Path.of("");

    private Path feature(String name, String members) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"feature-resource-version\": \"1.0\", \"id\": \"test:" + name + ":1\", " + members + "}");
    }

    @Test
    void ordersBundlesByStartLevelAndKeepsTheOrderWithinALevel() throws Exception {
        Path file = feature(
                "a",
                """
                "bundles": [
                  {"id": "g:late:1", "start-order": 20}, {"id": "g:second:1", "start-order": 1},
                  {"id": "g:plugin:1"}, {"id": "g:first:jar:light:2", "start-order": 1}]""");
        List<FeatureBundle> bundles = FeatureSet.read(List.of(file)).bundles();
        assertThat(bundles)
                .extracting(bundle -> bundle.id().getArtifactId() + " " + bundle.level())
                .containsExactly("second 1", "first 1", "late 20", "plugin 30");
        assertThat(bundles.get(1).path()).isEqualTo(Path.of("g/first/2/first-2-light.jar"));
    }

    @Test
    void takesABundleThatTwoFeaturesNameOnce() throws Exception {
        Path one = feature("one", "\"bundles\": [{\"id\": \"g:a:1\", \"start-order\": 5}]");
        Path two = feature("two", "\"bundles\": [{\"id\": \"g:a:1\", \"start-order\": 7}, {\"id\": \"g:b:1\"}]");
        assertThat(FeatureSet.read(List.of(one, two)).bundles()).hasSize(2);
    }

    @Test
    void laysLaterConfigurationsAndPropertiesOverEarlierOnes() throws Exception {
        Path one = feature(
                "one",
                """
                "configurations": {"pid": {"port:Integer": 1, "host": "a"}},
                "extensions": {"framework-launching-properties":
                  {"kind": "optional", "type": "json", "json": {"webgate.edition": "store", "x": 1, "y": "a"}}}""");
        Path two = feature(
                "two",
                """
                "configurations": {"pid": {"host": "b"}},
                "extensions": {"framework-launching-properties":
                  {"kind": "optional", "type": "json", "json": {"webgate.edition": "store", "y": "b"}}}""");
        FeatureSet features = FeatureSet.read(List.of(one, two));
        assertThat(features.configurations()).isEqualTo(Map.of("pid", Map.of("port", 1, "host", "b")));
        assertThat(features.properties()).isEqualTo(Map.of("webgate.edition", "store", "x", "1", "y", "b"));
    }

    @Test
    void refusesToRunTwoEditionsTogetherInWhicheverOrder_R33() throws Exception {
        String edition =
                """
                "extensions": {"framework-launching-properties":
                  {"kind": "optional", "type": "json", "json": {"webgate.edition": "%s"}}}""";
        Path store = feature("gate", edition.formatted("store"));
        Path small = feature("small-edition", edition.formatted("small"));
        for (List<Path> both : List.of(List.of(store, small), List.of(small, store))) {
            assertThatThrownBy(() -> FeatureSet.read(both))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("small-edition")
                    .hasMessageContaining("gate");
        }
        assertThat(FeatureSet.read(List.of(small, feature("more", "\"bundles\": []")))
                        .properties())
                .containsEntry("webgate.edition", "small");
    }

    @Test
    void namesTheFileThatIsNoFeature() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.json"), "{");
        assertThatThrownBy(() -> FeatureSet.read(List.of(file)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("broken.json");
    }

    @Test
    void refusesAStartLevelThatIsNoNumber() throws Exception {
        Path file = feature("a", "\"bundles\": [{\"id\": \"g:a:1\", \"start-order\": \"soon\"}]");
        assertThatThrownBy(() -> FeatureSet.read(List.of(file)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("g:a:1")
                .hasMessageContaining("soon");
    }
}
