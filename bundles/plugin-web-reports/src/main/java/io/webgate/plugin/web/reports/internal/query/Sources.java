// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.gate.api.GateNames;
import io.webgate.plugin.web.reports.internal.report.ConfigurationName;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data sources that are configured, one a configuration. Takes them from Config Admin itself, not as components: what
 * a component is configured with is shown by shells and consoles, and among it would be the passwords. Thread-safe.
 */
@Component(
        service = {ManagedServiceFactory.class, Sources.class},
        // Config Admin tells a service once: one that comes and goes with its users would forget
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Constants.SERVICE_PID + "=" + Sources.PID)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + "powerpos.web-reports" + ")")
public final class Sources implements ManagedServiceFactory {

    /** The factory PID; a source's name stands behind it and a tilde. */
    public static final String PID = "io.webgate.plugin.web-reports.source";

    private final Map<String, Source> byPid = new ConcurrentHashMap<>();

    /** The settings of one. */
    @ObjectClassDefinition(
            id = PID,
            factoryPid = PID,
            name = "%source.name",
            description = "%source.description",
            localization = "OSGI-INF/l10n/web-reports")
    public @interface Settings {

        @AttributeDefinition(name = "%source.url.name", description = "%source.url.description", max = "2000")
        String url();

        @AttributeDefinition(name = "%source.user.name", description = "%source.user.description", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "%source.password.name",
                description = "%source.password.description",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(name = "%source.driver.name", description = "%source.driver.description", required = false)
        String driver() default "";
    }

    @Override
    public String getName() {
        return "Data sources of web reports";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> settings) throws ConfigurationException {
        byPid.put(
                pid,
                new Source(
                        ConfigurationName.of(PID, pid),
                        text(settings, "url"),
                        text(settings, "user"),
                        text(settings, "password"),
                        text(settings, "driver")));
    }

    @Override
    public void deleted(String pid) {
        byPid.remove(pid);
    }

    /** The source of this name. */
    public Optional<Source> find(String name) {
        return byPid.values().stream()
                .filter(source -> source.name().equals(name))
                .findFirst();
    }

    private static String text(Dictionary<String, ?> settings, String key) {
        Object value = settings.get(key);
        return value == null ? "" : value.toString().strip();
    }
}
