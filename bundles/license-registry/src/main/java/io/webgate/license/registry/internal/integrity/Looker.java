// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.spi.IntegrityReport.Finding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One look at everything: the canary, the manifest, and what is installed held against it. For one thread. */
final class Looker {

    private final Optional<Path> file;
    private final KeyRing keys;
    private final String vendor;
    private final Canary canary;
    private final FrameworkBundles bundles;

    /**
     * @param file the signed manifest; empty where nobody says where it is
     * @param keys that are pinned
     * @param vendor who assembled this distribution
     */
    Looker(Optional<Path> file, KeyRing keys, String vendor, Canary canary, FrameworkBundles bundles) {
        this.file = file;
        this.keys = keys;
        this.vendor = vendor;
        this.canary = canary;
        this.bundles = bundles;
    }

    /** What is wrong. A failure to look is wrong too. */
    List<Finding> look(FrameworkBundles.Depth depth) {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.addAll(canary.sing());
        } catch (GeneralSecurityException | RuntimeException e) {
            findings.add(Texts.failed(e));
        }
        try {
            findings.addAll(judge(depth));
        } catch (IOException e) {
            findings.add(Texts.notRead(e));
        } catch (RuntimeException e) {
            findings.add(Texts.failed(e));
        }
        return findings;
    }

    private List<Finding> judge(FrameworkBundles.Depth depth) throws IOException {
        Path where = file.orElse(null);
        if (where == null || !Files.isRegularFile(where)) {
            return List.of(Texts.noManifest(where == null ? "–" : where.toString()));
        }
        Manifest manifest;
        try {
            manifest = Manifest.read(Files.readAllBytes(where), keys);
        } catch (LicenseFormatException e) {
            return List.of(Texts.badManifest(e.text()));
        }
        if (!manifest.vendor().equals(vendor)) {
            return List.of(Texts.foreignManifest(manifest.vendor(), vendor));
        }
        Inspection inspection = new Inspection(manifest);
        return inspection.judge(bundles.installed(inspection::isNamed, depth), bundles.hooks());
    }
}
