// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.meter;

import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the configurations of one factory PID that are switched on (R27, R29): settings alone, so it counts the same
 * while the plugin is stopped, not licensed or not installed. Register it as {@link Meter} and as {@link
 * SynchronousConfigurationListener}. Thread-safe.
 *
 * <p>A configuration is off only where its property {@value #ENABLED} plainly says so, {@code false} or the text "false";
 * whatever else stands there counts, since a plugin might take it for on. Configurations meant for one bundle or one
 * version of it ("targeted PIDs") count too: the plugin gets them.
 */
public abstract class ConfigurationMeter implements Meter, SynchronousConfigurationListener {

    /** Property of a configuration that switches it off; absent it is on. */
    public static final String ENABLED = "enabled";

    private final ModuleId module;
    private final String factory;
    private final ConfigurationAdmin configurations;
    private volatile boolean stale = true;
    private volatile long count;

    /** @param factory the factory PID, as the plugin's settings are described under */
    protected ConfigurationMeter(ModuleId module, String factory, ConfigurationAdmin configurations) {
        this.module = module;
        this.factory = factory;
        this.configurations = configurations;
    }

    @Override
    public final ModuleId module() {
        return module;
    }

    /**
     * The count. Configurations are looked through again only when one of them has changed.
     *
     * @throws UncheckedIOException when they can't be read; they are then not believed to be none (R53)
     */
    @Override
    public final long value() {
        if (stale) {
            // Before the look: what changes during it is looked at again
            stale = false;
            try {
                count = counted();
            } catch (IOException e) {
                stale = true;
                throw new UncheckedIOException("The configurations of " + factory + " can't be read", e);
            } catch (RuntimeException e) {
                stale = true;
                throw e;
            }
        }
        return count;
    }

    private long counted() throws IOException {
        try {
            Configuration[] found = configurations.listConfigurations(
                    "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + factory + "*)");
            return found == null
                    ? 0
                    : Arrays.stream(found)
                            .filter(one -> counts(one.getFactoryPid(), one.getProperties()))
                            .count();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(factory + " is no PID", e);
        }
    }

    /** Whether a configuration of that factory counts. */
    final boolean counts(String of, @Nullable Dictionary<String, Object> properties) {
        return isOurs(of) && !isOff(properties == null ? null : properties.get(ENABLED));
    }

    /** Whether a configuration of these properties counts: for the plugin, which then takes for on what is counted. */
    public static boolean isOn(Map<String, ?> properties) {
        return !isOff(properties.get(ENABLED));
    }

    @Override
    public final long shareOf(String factoryPid, Map<String, ?> properties) {
        return isOurs(factoryPid) && isOn(properties) ? 1 : 0;
    }

    private boolean isOurs(String of) {
        return of.equals(factory) || of.startsWith(factory + "|");
    }

    private static boolean isOff(@Nullable Object enabled) {
        return Optional.ofNullable(enabled)
                .filter(value -> value.toString().strip().equalsIgnoreCase("false"))
                .isPresent();
    }

    /** Called while the change is made: the next look at the meter sees it. */
    @Override
    public final void configurationEvent(ConfigurationEvent event) {
        if (event.getFactoryPid() != null && isOurs(event.getFactoryPid())) {
            stale = true;
        }
    }
}
