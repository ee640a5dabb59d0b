// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

import java.util.Dictionary;
import java.util.Map;

/** Lays {@code --port} over the settings as they are delivered; the file in {@code etc/} stays as it is. */
final class PortOverride implements ConfigurationPlugin {

    private final int port;

    private PortOverride(int port) {
        this.port = port;
    }

    static void register(BundleContext context, int port) {
        // 0 to 1000 may modify; registered before the bundle Config Admin starts, so nothing is delivered without it
        var properties = Map.of(
                ConfigurationPlugin.CM_TARGET, new String[] {HttpSettings.PID}, ConfigurationPlugin.CM_RANKING, 500);
        context.registerService(
                ConfigurationPlugin.class, new PortOverride(port), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        properties.put(HttpSettings.PORT, port);
    }
}
