// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.meter;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;

/** Config Admin as far as a meter asks it: finds by a prefix of the factory PID, and tells its one listener of changes. */
final class KeptConfigurations {

    private final Map<String, Configuration> kept = new LinkedHashMap<>();
    private @Nullable ConfigurationMeter listener;
    private boolean failing;
    private int looks;

    void tell(ConfigurationMeter meter) {
        listener = meter;
    }

    void failing(boolean now) {
        failing = now;
    }

    int looks() {
        return looks;
    }

    /** @param enabled of which type it may be; null leaves the property out */
    void put(String factory, String name, @Nullable Object enabled) {
        Dictionary<String, Object> properties =
                FrameworkUtil.asDictionary(enabled == null ? Map.of() : Map.of("enabled", enabled));
        kept.put(factory + "~" + name, configuration(factory, properties));
        changed(factory, name, ConfigurationEvent.CM_UPDATED);
    }

    void delete(String factory, String name) {
        kept.remove(factory + "~" + name);
        changed(factory, name, ConfigurationEvent.CM_DELETED);
    }

    private void changed(String factory, String name, int type) {
        if (listener != null) {
            listener.configurationEvent(new ConfigurationEvent(reference(), type, factory, factory + "~" + name));
        }
    }

    ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                ConfigurationAdmin.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("listConfigurations")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    looks++;
                    if (failing) {
                        throw new IOException("The disk is gone");
                    }
                    return found((String) arguments[0]);
                });
    }

    /** Null, not an empty array, where there is none: so says the specification. */
    private Configuration @Nullable [] found(String filter) {
        String prefix = filter.replaceAll("^\\(service\\.factoryPid=(.*)\\*\\)$", "$1");
        Configuration[] found = kept.values().stream()
                .filter(one -> one.getFactoryPid().startsWith(prefix))
                .toArray(Configuration[]::new);
        return found.length == 0 ? null : found;
    }

    private static Configuration configuration(String factory, Dictionary<String, Object> properties) {
        return (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getFactoryPid" -> factory;
                    case "getProperties" -> properties;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<ConfigurationAdmin> reference() {
        return (ServiceReference<ConfigurationAdmin>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
