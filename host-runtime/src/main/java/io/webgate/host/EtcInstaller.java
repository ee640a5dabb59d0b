// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives the settings files in {@code etc/} to Config Admin in FileInstall's place: its own handler takes the first hyphen
 * of a file's name for the mark of a factory instance, and PIDs of the product have hyphens. Here the name without its
 * ending is the PID, and {@code ~} alone marks an instance. Watching the folder, reading the two forms and writing changes
 * back stay FileInstall's; it knows a file's configuration by {@link ConfigurationDefaults#FILE}.
 */
final class EtcInstaller implements SynchronousBundleListener {

    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    private static final String READER = FILE_INSTALL + ".shaded.util.properties.TypedProperties";

    private final BundleContext system;

    /** @param system of the framework, where Config Admin is looked for */
    EtcInstaller(BundleContext system) {
        this.system = system;
    }

    /** Registered as FileInstall's own service, before its activator runs: no file gets past it. */
    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTING && FILE_INSTALL.equals(bundle.getSymbolicName())) {
            try {
                Class<?> listener = bundle.loadClass(FILE_INSTALL + ".ArtifactListener");
                Class<?> installer = bundle.loadClass(FILE_INSTALL + ".ArtifactInstaller");
                Object service = Proxy.newProxyInstance(
                        installer.getClassLoader(), new Class<?>[] {installer}, handler(bundle.loadClass(READER)));
                bundle.getBundleContext()
                        .registerService(
                                new String[] {listener.getName(), installer.getName()},
                                service,
                                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("FileInstall of another make: etc/ cannot be read", e);
            }
        }
    }

    /** The package of the interface is FileInstall's alone, hence a proxy. */
    private InvocationHandler handler(Class<?> reader) {
        return (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("equals")) {
                return proxy == arguments[0];
            }
            if (name.equals("hashCode")) {
                return System.identityHashCode(proxy);
            }
            if (name.equals("toString")) {
                return getClass().getName();
            }
            File file = (File) arguments[0];
            if (name.equals("canHandle")) {
                return isSettings(file.getName());
            }
            ServiceReference<ConfigurationAdmin> reference = system.getServiceReference(ConfigurationAdmin.class);
            ConfigurationAdmin admin = reference == null ? null : system.getService(reference);
            if (admin == null) {
                throw new IllegalStateException("Without Config Admin " + file + " cannot be applied");
            }
            if (name.equals("uninstall")) {
                forget(admin, file, "");
            } else {
                apply(admin, file, read(reader, file));
            }
            return null;
        };
    }

    static boolean isSettings(String name) {
        return name.endsWith(".config") || name.endsWith(".cfg");
    }

    /** The PID that a file's name stands for. */
    static String pid(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static void apply(ConfigurationAdmin admin, File file, Map<String, Object> values) throws IOException {
        String pid = pid(file.getName());
        forget(admin, file, pid);
        values.put(ConfigurationDefaults.FILE, key(file));
        ConfigurationDefaults.configuration(admin, pid).updateIfDifferent(FrameworkUtil.asDictionary(values));
    }

    /** Deletes what came from this file, under another PID than the one to keep. */
    private static void forget(ConfigurationAdmin admin, File file, String keep) throws IOException {
        try {
            Configuration[] present = admin.listConfigurations("(" + ConfigurationDefaults.FILE + "=*)");
            for (Configuration configuration : present == null ? new Configuration[0] : present) {
                if (key(file).equals(configuration.getProperties().get(ConfigurationDefaults.FILE))
                        && !configuration.getPid().equals(keep)) {
                    configuration.delete();
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As FileInstall writes it. */
    private static String key(File file) {
        return file.getAbsoluteFile().toURI().toString();
    }

    private static Map<String, Object> read(Class<?> type, File file) throws IOException, ReflectiveOperationException {
        Object properties = type.getConstructor().newInstance();
        Method load = type.getMethod("load", Reader.class);
        Map<String, Object> values = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
            load.invoke(properties, reader);
        } catch (InvocationTargetException e) {
            throw new IOException(file + " cannot be read: " + e.getCause(), e);
        }
        ((Map<?, ?>) properties).forEach((name, value) -> values.put(String.valueOf(name), value));
        return values;
    }
}
