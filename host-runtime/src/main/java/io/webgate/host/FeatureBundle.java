// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.service.feature.ID;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bundle that a feature file names.
 *
 * @param id its Maven coordinates
 * @param level at which it starts
 */
public record FeatureBundle(ID id, int level) {

    /** Where it lies below a repository. */
    public Path path() {
        String classifier = id.getClassifier().map(name -> "-" + name).orElse("");
        return Path.of(id.getGroupId().replace('.', '/'))
                .resolve(id.getArtifactId())
                .resolve(id.getVersion())
                .resolve(id.getArtifactId() + "-" + id.getVersion() + classifier + "."
                        + id.getType().orElse("jar"));
    }

    /** The jar in the first repository that has it. */
    Optional<Path> in(List<Path> repositories) {
        return repositories.stream()
                .map(repository -> repository.resolve(path()))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
