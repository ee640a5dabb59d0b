// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The framework properties that a host starts with; in-container tests start with the same. */
public final class HostProperties {

    /** Absolute path of the home. */
    public static final String HOME = "webgate.home";

    /** Version of the distribution. */
    public static final String VERSION = "webgate.version";

    /** Absolute path of the signed manifest of the distribution's bundles (D7). */
    public static final String MANIFEST = "webgate.manifest";

    /** Absolute path of the folder outside the home for what the host remembers of this home (R10). */
    public static final String OUTSIDE = "webgate.outside";

    /** {@code store} unless a feature file says otherwise. */
    public static final String EDITION = "webgate.edition";

    /** Path of a file with the first account's password, for a set-up without a person. */
    static final String PASSWORD_FILE = "webgate.admin.password.file";

    /** From when the certificate of the TLS port counts, ISO-8601; absent without TLS. */
    static final String CERTIFICATE_FROM = "webgate.tls.from";

    /** Until when the certificate of the TLS port counts, ISO-8601; absent without TLS. */
    static final String CERTIFICATE_UNTIL = "webgate.tls.until";

    private static final String PASSWORD_FILE_VARIABLE = "WEBGATE_ADMIN_PASSWORD_FILE";

    /** Start level of the gate; what is below must run, or the host does not. */
    static final int GATE_LEVEL = 20;

    /** Start level of plugins, and of a bundle for which a feature file names none. */
    static final int PLUGIN_LEVEL = 30;

    private HostProperties() {}

    /**
     * The properties, in which those of the feature files win, except for what the integrity check rests on.
     *
     * @param home of the host
     * @param version of the distribution
     * @param manifest of the distribution's bundles; whether it is there and signed is not looked at here
     * @param features their framework properties
     */
    public static Map<String, String> of(Home home, String version, Path manifest, Map<String, String> features) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(HOME, home.root().toString());
        properties.put(VERSION, version);
        properties.put(EDITION, "store");
        properties.put("org.osgi.framework.storage", home.var().resolve("cache").toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.startlevel.beginning", "100");
        // The launcher itself talks to Config Admin, so both must mean the same package
        properties.put("org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=\"1.6.1\"");
        properties.put("felix.log.level", "1");
        // Outside the cache, which is emptied at every start
        properties.put("felix.cm.dir", home.var().resolve("config").toString());
        // Without it Jetty starts twice, first with defaults of its own on every interface
        properties.put("org.apache.felix.http.require.config", "true");
        // A web console in plugins/ waits for our sign-in, and never opens with the password that all of them know
        properties.put("felix.webconsole.security.providers", "webgate");
        properties.putAll(fileInstall(home));
        properties.putAll(features);
        properties.put(MANIFEST, manifest.toAbsolutePath().normalize().toString());
        return properties;
    }

    /** What is passed on from the environment: paths of secrets, never secrets. */
    static Map<String, String> ofEnvironment(Map<String, String> environment) {
        String file = environment.getOrDefault(PASSWORD_FILE_VARIABLE, "");
        return file.isBlank()
                ? Map.of()
                : Map.of(PASSWORD_FILE, Path.of(file).toAbsolutePath().toString());
    }

    private static Map<String, String> fileInstall(Home home) {
        return Map.of(
                "felix.fileinstall.dir", home.etc() + "," + home.plugins(),
                "felix.fileinstall.filter", ".*\\.(cfg|config|jar)",
                "felix.fileinstall.noInitialDelay", "true",
                "felix.fileinstall.poll", "1000",
                "felix.fileinstall.enableConfigSave", "true",
                "felix.fileinstall.tmpdir", home.var().resolve("tmp").toString(),
                // It would start again what the watchdog has stopped; PluginStarter starts each jar once
                "felix.fileinstall.bundles.new.start", "false");
    }
}
