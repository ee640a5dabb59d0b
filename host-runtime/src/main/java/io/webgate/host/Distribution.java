// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The unpacked distribution: {@code features/}, {@code repository/}, {@code etc/}, {@code manifest.jws}.
 *
 * @param root its folder
 */
public record Distribution(Path root) {

    /** System property with which the start script says where the distribution is. */
    public static final String PROPERTY = "webgate.distribution";

    /** The one that this program was started from. */
    public static Distribution current() {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new IllegalStateException("Start Web Gate by bin/webgate: -D" + PROPERTY + " is not set");
        }
        return new Distribution(Path.of(root).toAbsolutePath().normalize());
    }

    /** The version that was built. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream resource = Distribution.class.getResourceAsStream("version.properties")) {
            if (resource == null) {
                throw new IllegalStateException("version.properties is missing from the program");
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new IllegalStateException("version.properties cannot be read", e);
        }
        return properties.getProperty("version");
    }

    /** A setting's file: the home's own, else the shipped one. */
    Path etc(Home home, String name) {
        Path own = home.etc().resolve(name);
        return Files.exists(own) ? own : root.resolve("etc").resolve(name);
    }

    /** The signed list of the bundles that it is made of (D7). */
    Path manifest() {
        return root.resolve("manifest.jws");
    }

    /** Where bundles are looked for. */
    List<Path> repositories(Home home) {
        return List.of(root.resolve("repository"), home.repository());
    }

    /** @throws StartFailure there is no such feature; names those that there are */
    Path feature(String name) throws StartFailure {
        Path path = name.endsWith(".json")
                ? Path.of(name)
                : root.resolve("features").resolve(name + ".json");
        if (!Files.isRegularFile(path)) {
            throw new StartFailure(Bilingual.text(
                    "Feature '" + name + "' does not exist (" + path + "). Shipped: " + shipped(),
                    "Возможности «" + name + "» нет (" + path + "). В поставке есть: " + shipped()));
        }
        return path;
    }

    private String shipped() throws StartFailure {
        Path folder = root.resolve("features");
        try (var files = Files.list(folder)) {
            return String.join(
                    ", ",
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .map(name -> name.substring(0, name.length() - ".json".length()))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "The distribution is damaged: " + folder + " cannot be read. Unpack it again.",
                            "Поставка повреждена: " + folder + " не читается. Распакуйте её заново."),
                    e);
        }
    }
}
