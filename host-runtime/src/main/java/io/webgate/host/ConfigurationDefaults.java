// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the feature files' defaults into Config Admin (D13). A file in {@code etc/} wins; so does what somebody changed
 * through pages or API since: a default carries a digest of itself, and one that no longer matches is nobody's default.
 */
final class ConfigurationDefaults {

    /** Property of a configuration that came from a feature file. */
    static final String MARK = "webgate.default";

    /** What FileInstall adds to a configuration that it read from a file. */
    static final String FILE = "felix.fileinstall.filename";

    private final Path etc;
    private final Map<String, Map<String, Object>> defaults;

    ConfigurationDefaults(Path etc, Map<String, Map<String, Object>> defaults) {
        this.etc = etc;
        this.defaults = defaults;
    }

    /** Must run before FileInstall reads {@code etc/}. */
    void write(ConfigurationAdmin admin) throws IOException {
        forgetRemovedFiles(admin);
        for (Map.Entry<String, Map<String, Object>> wanted : defaults.entrySet()) {
            if (!hasFile(wanted.getKey())) {
                write(configuration(admin, wanted.getKey()), wanted.getValue());
            }
        }
    }

    static Configuration configuration(ConfigurationAdmin admin, String pid) throws IOException {
        int name = pid.indexOf('~');
        return name < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, name), pid.substring(name + 1), "?");
    }

    private static void write(Configuration configuration, Map<String, Object> values) throws IOException {
        Dictionary<String, Object> present = configuration.getProperties();
        if (present != null && !digest(values(present)).equals(present.get(MARK))) {
            return;
        }
        Map<String, Object> wanted = new TreeMap<>(values);
        wanted.put(MARK, digest(values));
        configuration.updateIfDifferent(FrameworkUtil.asDictionary(wanted));
    }

    /** A file deleted while no host ran: FileInstall never knew it in this run and would keep its settings for ever. */
    private static void forgetRemovedFiles(ConfigurationAdmin admin) throws IOException {
        for (Configuration configuration : all(admin)) {
            if (configuration.getProperties().get(FILE) instanceof String file
                    && !Files.exists(Path.of(URI.create(file)))) {
                configuration.delete();
            }
        }
    }

    private static Configuration[] all(ConfigurationAdmin admin) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations("(" + FILE + "=*)");
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean hasFile(String pid) {
        return Stream.of(pid + ".config", pid + ".cfg").anyMatch(name -> Files.exists(etc.resolve(name)));
    }

    private static Map<String, Object> values(Dictionary<String, Object> properties) {
        Map<String, Object> values = new TreeMap<>();
        for (String name : Collections.list(properties.keys())) {
            if (!name.equals(MARK) && !name.startsWith("service.")) {
                values.put(name, properties.get(name));
            }
        }
        return values;
    }

    /** Of names, types and values, whatever their order. */
    static String digest(Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.getClass().getSimpleName())
                .append(Arrays.deepToString(new Object[] {value}))
                .append('\n'));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
