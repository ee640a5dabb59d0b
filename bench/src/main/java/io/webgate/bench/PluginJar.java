// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import io.webgate.bench.plugin.Plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles that are nothing but their manifest and, for plugins, {@link Plugin}. */
final class PluginJar {

    private static final String ACTIVATOR = Plugin.class.getName().replace('.', '/') + ".class";

    private PluginJar() {}

    /** Stands for the gate: all that the watchdog knows of one is its capability. */
    static InputStream gate() {
        Manifest manifest = manifest("bench.gate");
        manifest.getMainAttributes().putValue("Provide-Capability", "webgate.host;version:Version=\"1.0.0\"");
        return jar(manifest, false);
    }

    /** A plugin, found by its wire (R50). */
    static InputStream plugin(int number, boolean mayHang) {
        Manifest manifest = manifest("bench.plugin" + number);
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Require-Capability", "webgate.host;filter:=\"(version>=1.0)\"");
        attributes.putValue("Import-Package", "org.osgi.framework");
        attributes.putValue("Bundle-Activator", Plugin.class.getName());
        if (mayHang) {
            attributes.putValue(Plugin.MAY_HANG, "true");
        }
        return jar(manifest, true);
    }

    /** A bundle with nothing but a name, to register services as. */
    static InputStream empty(String symbolicName) {
        return jar(manifest(symbolicName), false);
    }

    private static Manifest manifest(String name) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        return manifest;
    }

    private static InputStream jar(Manifest manifest, boolean withActivator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            if (withActivator) {
                jar.putNextEntry(new JarEntry(ACTIVATOR));
                try (InputStream code = Plugin.class.getClassLoader().getResourceAsStream(ACTIVATOR)) {
                    if (code == null) {
                        throw new IllegalStateException(ACTIVATOR + " is not on the class path");
                    }
                    code.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
