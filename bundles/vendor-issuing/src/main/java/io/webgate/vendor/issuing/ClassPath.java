// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The folders and jars that an assembly runs on. */
final class ClassPath {

    private ClassPath() {}

    /** A build tool runs assemblies in a loader of its own; on a plain command line the class path is a property. */
    static Collection<Path> current() throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        for (ClassLoader loader = ClassPath.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    URI uri = uri(url);
                    if ("file".equals(uri.getScheme())) {
                        places.add(Path.of(uri));
                    }
                }
            }
        }
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .forEach(places::add);
        return places;
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("Class path entry " + url + " is no address", e);
        }
    }
}
