// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A host without any of our bundles, and bundles with nothing in them: what the launcher itself is proven with. */
final class Platform {

    private Platform() {}

    /** A feature with the platform's bundles of the shipped one, and more. */
    static Path feature(Path file, String... more) throws IOException {
        JsonObject gate = JsonParser.parseString(
                        Files.readString(HostProcess.DISTRIBUTION.resolve("features/gate.json")))
                .getAsJsonObject();
        JsonArray bundles = new JsonArray();
        for (JsonElement bundle : gate.getAsJsonArray("bundles")) {
            if (!bundle.getAsJsonObject().get("id").getAsString().startsWith("io.webgate:")) {
                bundles.add(bundle);
            }
        }
        for (String id : more) {
            JsonObject bundle = new JsonObject();
            bundle.addProperty("id", id);
            bundles.add(bundle);
        }
        gate.add("bundles", bundles);
        return Files.writeString(file, gate.toString());
    }

    /** An empty bundle that imports a package. */
    static void bundle(Path jar, String name, String imports) throws IOException {
        bundle(jar, name, "Import-Package", imports);
    }

    /** An empty bundle with one more header. */
    static void bundle(Path jar, String name, String header, String value) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue(header, value);
        // Renamed into place: whoever watches the folder never sees half a jar
        Path fresh = Files.createTempFile(jar.toAbsolutePath().getParent(), "fresh", ".part");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            new JarOutputStream(out, manifest).close();
        }
        Files.move(fresh, jar);
    }
}
