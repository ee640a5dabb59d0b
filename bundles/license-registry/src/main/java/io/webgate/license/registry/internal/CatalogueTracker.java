// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/**
 * Sees which bundles bring catalogue entries. A stopped bundle still brings its entry (its module is licensed all the
 * same); one that does not resolve or is uninstalled does not.
 */
final class CatalogueTracker extends BundleTracker<Catalogue.BundleEntries> {

    static final String FOLDER = "META-INF/webgate/catalogue/";

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueTracker.class);

    private static final int MOST_BYTES = 1 << 16;

    private final Runnable changed;

    /** @param changed called on any thread, must not block */
    CatalogueTracker(BundleContext context, Runnable changed) {
        super(context, Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING, null);
        this.changed = changed;
    }

    /** What the bundles bring now. */
    Collection<Catalogue.BundleEntries> entries() {
        return getTracked().values();
    }

    @Override
    @SuppressWarnings("NullAway") // null is the tracker's word for a bundle that is not to be tracked
    public Catalogue.@Nullable BundleEntries addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
        if (paths == null) {
            return null;
        }
        Map<String, byte[]> entries = new HashMap<>();
        Map<String, byte[]> signatures = new HashMap<>();
        while (paths.hasMoreElements()) {
            String path = paths.nextElement();
            String name = path.substring(path.lastIndexOf('/') + 1);
            try {
                if (name.endsWith(".json")) {
                    entries.put(name.substring(0, name.length() - ".json".length()), read(bundle, path));
                } else if (name.endsWith(".jws")) {
                    signatures.put(name.substring(0, name.length() - ".jws".length()), read(bundle, path));
                }
            } catch (IOException e) {
                LOG.warn("Catalogue entry {} of bundle {} can't be read: {}", path, bundle, e.toString());
            }
        }
        changed.run();
        return new Catalogue.BundleEntries(bundle.toString(), entries, signatures);
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Catalogue.BundleEntries entries) {
        changed.run();
    }

    private static byte[] read(Bundle bundle, String path) throws IOException {
        URL url = bundle.getEntry(path);
        if (url == null) {
            throw new FileNotFoundException(path);
        }
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("larger than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
