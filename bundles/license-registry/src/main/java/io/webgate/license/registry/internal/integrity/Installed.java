// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import org.osgi.framework.Version;

import java.util.Optional;
import java.util.Set;

/**
 * What the framework has of a bundle.
 *
 * @param name its symbolic name; an old bundle has none, and its location stands here
 * @param contents what its file is; looked at only where the manifest names the bundle
 * @param stale contents that it had before an update are still in use
 * @param providers bundles whose code it is wired to, the framework left out
 * @param host the bundle that it is a fragment of; {@link #FRAMEWORK} where that is the framework
 */
record Installed(
        String name, Version version, Contents contents, boolean stale, Set<String> providers, Optional<String> host) {

    static final String FRAMEWORK = "system.bundle";

    Installed {
        providers = Set.copyOf(providers);
    }

    /**
     * What is known of a bundle's file.
     *
     * @param sha256 of the file that its location names; empty where it can't be read
     * @param different where the framework has something else than this file has: the first such entry, else why the file
     *     can't be read
     */
    record Contents(Optional<String> sha256, Optional<String> different) {

        /** Of a bundle that nobody vouches for. */
        static final Contents UNSEEN = new Contents(Optional.empty(), Optional.of("not looked at"));

        static Contents of(String sha256) {
            return new Contents(Optional.of(sha256), Optional.empty());
        }

        static Contents unlike(String sha256, String entry) {
            return new Contents(Optional.of(sha256), Optional.of(entry));
        }

        static Contents unreadable(String why) {
            return new Contents(Optional.empty(), Optional.of(why));
        }
    }
}
