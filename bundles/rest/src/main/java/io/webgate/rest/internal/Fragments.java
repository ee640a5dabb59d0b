// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the installed bundles bring to the API description, as the entry {@value #ENTRY} of their archives: read without
 * their class loaders, so that stopped bundles are described too.
 */
final class Fragments {

    static final String ENTRY = "META-INF/webgate/openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(Fragments.class);
    private static final int MOST = 1024 * 1024;

    private Fragments() {}

    static List<String> of(Bundle... bundles) {
        return Arrays.stream(bundles)
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .flatMap(bundle -> of(bundle).stream())
                .toList();
    }

    private static Optional<String> of(Bundle bundle) {
        try {
            URL entry = bundle.getEntry(ENTRY);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream stream = entry.openStream()) {
                return Optional.of(new String(stream.readNBytes(MOST), StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalStateException gone) {
            // The description is whole without a bundle that is being updated or uninstalled
            LOG.warn("Bundle {}: {} can't be read", bundle, ENTRY, gone);
            return Optional.empty();
        }
    }
}
