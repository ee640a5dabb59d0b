// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.host.FeatureBundle;
import io.webgate.host.FeatureSet;
import io.webgate.host.Home;
import io.webgate.host.HostProperties;
import org.ops4j.pax.exam.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

/** The container as the host starts it: the same feature file, the same framework properties. Runs in the driver. */
final class ContainerOptions {

    private ContainerOptions() {}

    /** @param name of the test, for its home under {@code target/} */
    static Option[] of(String name) {
        try {
            Path work = Path.of(System.getProperty("webgate.work"));
            Home home = new Home(Files.createTempDirectory(work, "home-" + name + "-")).create();
            Files.writeString(
                    home.etc().resolve("org.apache.felix.http.config"),
                    "org.osgi.service.http.port=I\"0\"\norg.apache.felix.http.host=\"127.0.0.1\"\n");
            FeatureSet features = FeatureSet.read(List.of(Path.of(System.getProperty("webgate.feature"))));
            List<Option> options = new ArrayList<>();
            for (FeatureBundle one : features.bundles()) {
                Path jar = Path.of(System.getProperty("webgate.repository")).resolve(one.path());
                options.add(bundle(jar.toUri().toString()).startLevel(one.level()));
            }
            Map<String, String> properties = HostProperties.of(
                    home,
                    System.getProperty("webgate.version"),
                    Path.of(System.getProperty("webgate.manifest")),
                    features.properties());
            properties.forEach((key, value) -> {
                // the launcher's own needs: here the test framework has packages and a cache of its own
                if (!key.startsWith("org.osgi.framework.")) {
                    options.add(frameworkProperty(key).value(value));
                }
            });
            options.add(
                    bundle(jarOf(io.webgate.vendor.issuing.VendorKeys.class)).startLevel(10));
            options.add(bundle(jarOf(io.webgate.testkit.Eventually.class)).startLevel(10));
            options.add(
                    bundle(jarOf(io.webgate.sample.tables.TablesServlet.class)).startLevel(30));
            options.add(bundle(jarOf(io.webgate.sample.orders.Orders.class)).startLevel(30));
            options.add(junitBundles());
            options.add(frameworkStartLevel(100));
            options.add(cleanCaches());
            return options.toArray(Option[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (io.webgate.host.StartFailure e) {
            throw new IllegalStateException(e);
        }
    }

    static String jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source.getLocation().toString();
    }
}
