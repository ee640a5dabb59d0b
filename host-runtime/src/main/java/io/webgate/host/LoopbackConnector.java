// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The plain port of a host whose TLS port is open to other computers: Felix HTTP knows one address for both, and the
 * plain one must stay on this computer. Jetty's classes belong to its bundles, hence reflection.
 */
final class LoopbackConnector implements SynchronousBundleListener {

    private static final String FELIX_HTTP = "org.apache.felix.http.jetty12";
    // As the feature files set them for Felix's own
    private static final long IDLE_MILLISECONDS = 30_000;
    private static final int HEADER_BYTES = 8192;

    private final int port;

    /** @param port 0: any free one */
    LoopbackConnector(int port) throws StartFailure {
        this.port = port == 0 ? free() : port;
    }

    /** Felix tells the number that was asked for, and 0 would say nothing. */
    private static int free() throws StartFailure {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "No free port on " + HttpSettings.LOOPBACK + ": " + e,
                            "На " + HttpSettings.LOOPBACK + " нет свободного порта: " + e),
                    e);
        }
    }

    /** Registered before Felix HTTP's own activator runs. */
    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTING && bundle.getSymbolicName().startsWith(FELIX_HTTP)) {
            try {
                Class<?> factory = bundle.loadClass("org.apache.felix.http.jetty.ConnectorFactory");
                Object service =
                        Proxy.newProxyInstance(factory.getClassLoader(), new Class<?>[] {factory}, handler(bundle));
                bundle.getBundleContext().registerService(factory.getName(), service, null);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("Felix HTTP of another make: the plain port cannot be opened", e);
            }
        }
    }

    private InvocationHandler handler(Bundle bundle) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> getClass().getName();
            default -> connector(bundle, arguments[0]);
        };
    }

    private Object connector(Bundle bundle, Object server) throws ReflectiveOperationException {
        Class<?> configurationType = bundle.loadClass("org.eclipse.jetty.server.HttpConfiguration");
        Object configuration = configurationType.getConstructor().newInstance();
        configurationType.getMethod("setSendServerVersion", boolean.class).invoke(configuration, false);
        configurationType.getMethod("setRequestHeaderSize", int.class).invoke(configuration, HEADER_BYTES);
        Object http = bundle.loadClass("org.eclipse.jetty.server.HttpConnectionFactory")
                .getConstructor(configurationType)
                .newInstance(configuration);
        Class<?> factoryType = bundle.loadClass("org.eclipse.jetty.server.ConnectionFactory");
        Object factories = Array.newInstance(factoryType, 1);
        Array.set(factories, 0, http);
        Class<?> type = bundle.loadClass("org.eclipse.jetty.server.ServerConnector");
        Object connector = type.getConstructor(
                        bundle.loadClass("org.eclipse.jetty.server.Server"), factories.getClass())
                .newInstance(server, factories);
        type.getMethod("setHost", String.class).invoke(connector, HttpSettings.LOOPBACK);
        type.getMethod("setPort", int.class).invoke(connector, port);
        type.getMethod("setIdleTimeout", long.class).invoke(connector, IDLE_MILLISECONDS);
        return connector;
    }
}
