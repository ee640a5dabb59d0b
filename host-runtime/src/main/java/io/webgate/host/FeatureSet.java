// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

import jakarta.json.Json;
import jakarta.json.JsonString;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * Feature files (OSGi Compendium R8, chapter 159) read together: what to install, in which order, and with which
 * defaults. The same bundle named twice is one.
 *
 * @param bundles by start level, within a level as the files name them
 * @param configurations defaults by PID; of two files the later one wins
 * @param properties framework properties, from the extension {@value #PROPERTIES}
 */
public record FeatureSet(
        List<FeatureBundle> bundles, Map<String, Map<String, Object>> configurations, Map<String, String> properties) {

    /** Name of the extension with framework properties (chapter 160 calls it so). */
    static final String PROPERTIES = "framework-launching-properties";

    /** Key of a bundle's metadata that says at which level it starts. */
    static final String LEVEL = "start-order";

    public FeatureSet {
        bundles = List.copyOf(bundles);
        configurations = Map.copyOf(configurations);
        properties = Map.copyOf(properties);
    }

    /**
     * Reads feature files to run them together.
     *
     * @throws StartFailure a file is absent or no feature file, or two are of different editions: an edition is no setting,
     *     so none is laid over another (R33)
     */
    public static FeatureSet read(List<Path> files) throws StartFailure {
        Map<String, Path> editions = new LinkedHashMap<>();
        for (Path file : files) {
            FeatureExtension extension = parse(file).getExtensions().get(PROPERTIES);
            if (extension != null) {
                String edition = strings(extension.getJSON()).get(HostProperties.EDITION);
                if (edition != null) {
                    editions.putIfAbsent(edition, file);
                }
            }
        }
        if (editions.size() > 1) {
            throw new StartFailure(Bilingual.text(
                    "These features are of different editions and don't run together: " + editions
                            + ". Name one of them.",
                    "Эти возможности — разных редакций, вместе они не работают: " + editions
                            + ". Укажите одну из них."));
        }
        return readAll(files);
    }

    /**
     * Reads feature files of whatever editions, to see what is in them.
     *
     * @throws StartFailure a file is absent or no feature file
     */
    public static FeatureSet readAll(List<Path> files) throws StartFailure {
        Map<String, FeatureBundle> bundles = new LinkedHashMap<>();
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Path file : files) {
            Feature feature = parse(file);
            for (org.osgi.service.feature.FeatureBundle bundle : feature.getBundles()) {
                bundles.putIfAbsent(bundle.getID().toString(), new FeatureBundle(bundle.getID(), level(file, bundle)));
            }
            for (FeatureConfiguration configuration :
                    feature.getConfigurations().values()) {
                configurations
                        .computeIfAbsent(configuration.getPid(), pid -> new LinkedHashMap<>())
                        .putAll(configuration.getValues());
            }
            FeatureExtension extension = feature.getExtensions().get(PROPERTIES);
            if (extension != null) {
                properties.putAll(strings(extension.getJSON()));
            }
        }
        List<FeatureBundle> ordered = new ArrayList<>(bundles.values());
        ordered.sort(Comparator.comparingInt(FeatureBundle::level)); // stable: order within a level is kept
        return new FeatureSet(ordered, configurations, properties);
    }

    private static Feature parse(Path file) throws StartFailure {
        FeatureService service =
                ServiceLoader.load(FeatureService.class).findFirst().orElseThrow();
        try (Reader reader = Files.newBufferedReader(file)) {
            return service.readFeature(reader);
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "Feature file " + file + " cannot be read: " + e,
                            "Файл возможностей " + file + " не читается: " + e),
                    e);
        }
    }

    private static int level(Path file, org.osgi.service.feature.FeatureBundle bundle) throws StartFailure {
        Object level = bundle.getMetadata().getOrDefault(LEVEL, HostProperties.PLUGIN_LEVEL);
        String text = Objects.toString(level);
        if (!text.matches("[1-9][0-9]?")) {
            throw new StartFailure(Bilingual.text(
                    file + ": " + LEVEL + " of " + bundle.getID() + " must be 1 to 99, not '" + text + "'",
                    file + ": " + LEVEL + " у " + bundle.getID() + " — число от 1 до 99, а не «" + text + "»"));
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> strings(String json) {
        Map<String, String> strings = new LinkedHashMap<>();
        try (var reader = Json.createReader(new StringReader(json))) {
            reader.readObject()
                    .forEach((name, value) ->
                            strings.put(name, value instanceof JsonString text ? text.getString() : value.toString()));
        }
        return strings;
    }
}
