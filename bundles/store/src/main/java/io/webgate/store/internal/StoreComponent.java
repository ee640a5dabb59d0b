// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.Store;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Map;

/**
 * Offers the configured database as the service {@link Store} while it is open. It registers the service itself instead
 * of through DS, since DS offers a service before it knows whether its component can be made.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.webgate.store")
@Designate(ocd = StoreConfig.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.webgate.store.Store\"",
        uses = Store.class)
public final class StoreComponent {

    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
    private static final String HOME = "webgate.home";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Opener opener;

    /** Returns at once; a setting that can't mean anything fails the activation. */
    @Activate
    public StoreComponent(BundleContext context, StoreConfig config) {
        Target target = new Target(home(context), config.url(), config.user(), config.password());
        // The system's clock only dates the store's state and migrations; no rule of licensing looks at either
        opener = new Opener(
                target, InstantSource.system(), store -> offer(context, store, target), FIRST_PAUSE, LONGEST_PAUSE);
        opener.start();
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty(HOME);
        if (home == null || home.isBlank()) {
            throw new IllegalStateException(
                    "The framework property " + HOME
                            + " is not set, so there is no place for the database: start the host through its launcher, or set it");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    private static Opener.Offer offer(BundleContext context, OpenStore store, Target target) {
        Dictionary<String, ?> properties =
                FrameworkUtil.asDictionary(Map.of("webgate.store", target.url().isEmpty() ? "embedded" : "postgresql"));
        ServiceRegistration<Store> registration = context.registerService(Store.class, store, properties);
        return () -> withdraw(registration);
    }

    private static void withdraw(ServiceRegistration<Store> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework was faster, as it may be when the bundle stops
            LOG.debug("Already unregistered", e);
        }
    }

    @Deactivate
    void close() {
        opener.close();
    }
}
