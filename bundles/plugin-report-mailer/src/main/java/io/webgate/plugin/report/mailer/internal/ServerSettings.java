// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The mail server as it is configured. Taken from Config Admin itself, not as a component's configuration: that is shown by
 * shells and consoles, and the password would be among it. Thread-safe.
 */
@Component(
        service = {ManagedService.class, ServerSettings.class},
        // it must not go with the mailer: Config Admin tells each registered service once, whichever object stands
        // behind it
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Constants.SERVICE_PID + "=" + MailServer.PID)
public final class ServerSettings implements ManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSettings.class);

    private final Path home;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<MailServer.Reading> reading = Optional.empty();

    /** The settings of the mail server, read by {@link MailServer}. */
    @ObjectClassDefinition(
            id = MailServer.PID,
            pid = MailServer.PID,
            name = "%mailer.name",
            description = "%mailer.description",
            localization = "OSGI-INF/l10n/report-mailer")
    public @interface Settings {

        @AttributeDefinition(name = "%host.name", description = "%host.description", required = false)
        String host() default "";

        @AttributeDefinition(name = "%port.name", description = "%port.description", min = "1", max = "65535")
        int port() default 587;

        @AttributeDefinition(
                name = "%security.name",
                description = "%security.description",
                options = {
                    @Option(label = "STARTTLS", value = "starttls"),
                    @Option(label = "TLS", value = "tls"),
                    @Option(label = "%security.none", value = "none")
                })
        String security() default "starttls";

        @AttributeDefinition(name = "%trust.name", description = "%trust.description", required = false)
        String trust() default "";

        @AttributeDefinition(name = "%user.name", description = "%user.description", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "%password.name",
                description = "%password.description",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(name = "%sender.name", description = "%sender.description", required = false)
        String sender() default "";

        @AttributeDefinition(name = "%senderName.name", description = "%senderName.description", required = false)
        String senderName() default "";

        @AttributeDefinition(
                name = "%connectSeconds.name",
                description = "%connectSeconds.description",
                min = "1",
                max = "120")
        int connectSeconds() default 10;

        @AttributeDefinition(
                name = "%answerSeconds.name",
                description = "%answerSeconds.description",
                min = "1",
                max = "600")
        int answerSeconds() default 120;
    }

    /** Knows nothing until Config Admin tells. */
    @Activate
    public ServerSettings(BundleContext context) {
        home = Mailer.home(context);
    }

    @Override
    public void updated(@Nullable Dictionary<String, ?> properties) {
        Map<String, Object> settings = new HashMap<>();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> settings.put(key, properties.get(key)));
        }
        MailServer.Reading read = MailServer.read(settings, home);
        read.faults()
                .forEach(fault -> LOG.warn(
                        "Setting {} of {}: {}",
                        fault.key(),
                        MailServer.PID,
                        fault.text().english()));
        reading = Optional.of(read);
        listeners.forEach(Runnable::run);
    }

    /** False for the moment until Config Admin has told whether there are settings. */
    boolean isKnown() {
        return reading.isPresent();
    }

    /** Empty where none is set, or none that can be. */
    Optional<MailServer> server() {
        return reading.flatMap(MailServer.Reading::server);
    }

    /** Calls back after each change; close to end it. */
    AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
