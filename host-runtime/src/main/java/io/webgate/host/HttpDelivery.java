// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

import java.util.Dictionary;
import java.util.Map;

/**
 * Completes the HTTP settings as they are delivered, and leaves the file in {@code etc/} as it is: what the file does not
 * name is the features' default, so that a file with a port alone does not open the host to the network; what this
 * start decided ({@code --port}, TLS and its keystore) wins over both.
 */
final class HttpDelivery implements ConfigurationPlugin {

    private final Map<String, Object> defaults;
    private final Map<String, Object> decided;

    HttpDelivery(Map<String, Object> defaults, Map<String, Object> decided) {
        this.defaults = defaults;
        this.decided = decided;
    }

    void register(BundleContext context) {
        // 0 to 1000 may modify; registered before the bundle Config Admin starts, so nothing is delivered without it
        var properties = Map.of(
                ConfigurationPlugin.CM_TARGET, new String[] {HttpSettings.PID}, ConfigurationPlugin.CM_RANKING, 500);
        context.registerService(ConfigurationPlugin.class, this, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        complete(properties);
    }

    void complete(Dictionary<String, Object> properties) {
        defaults.forEach((name, value) -> {
            if (properties.get(name) == null) {
                properties.put(name, value);
            }
        });
        decided.forEach((name, value) -> properties.put(name, value));
    }
}
