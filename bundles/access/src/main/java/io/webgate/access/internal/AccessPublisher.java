// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens access on the store, leaves the token of the local command line in {@code var/admin-token} (mode 0600, new at
 * every start), and publishes {@link Access}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.webgate.access")
@Designate(ocd = AccessPublisher.Config.class)
public final class AccessPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(AccessPublisher.class);

    private final Path adminToken;
    private final ServiceRegistration<Access> registration;
    private final ServiceRegistration<Accounts> people;

    /** The settings. */
    @ObjectClassDefinition(name = "%name", description = "%description", localization = "OSGI-INF/l10n/access")
    @interface Config {
        @AttributeDefinition(
                name = "%codeMinutes.name",
                description = "%codeMinutes.description",
                min = "1",
                max = "10")
        int codeMinutes() default 10;

        @AttributeDefinition(
                name = "%sessionIdleMinutes.name",
                description = "%sessionIdleMinutes.description",
                min = "5",
                max = "480")
        int sessionIdleMinutes() default 30;

        @AttributeDefinition(
                name = "%sessionHours.name",
                description = "%sessionHours.description",
                min = "1",
                max = "72")
        int sessionHours() default 12;
    }

    /** Called by SCR. */
    @Activate
    public AccessPublisher(BundleContext context, @Reference Store store, @Reference TrustedTime time, Config config)
            throws StoreException, IOException {
        Path state = home(context).resolve("var");
        Secrets secrets = new Secrets(new SecureRandom());
        String local = secrets.token(StoredAccess.TOKEN_PREFIX);
        Sealing sealing = Sealing.with(state, secrets);
        Access access = StoredAccess.open(
                store,
                time,
                secrets,
                new Credentials(local),
                sealing,
                Duration.ofMinutes(bounded("codeMinutes", config.codeMinutes(), 1, 10)));
        StoredAccounts accounts = StoredAccounts.open(
                store,
                time,
                secrets,
                sealing,
                state,
                Duration.ofMinutes(bounded("sessionIdleMinutes", config.sessionIdleMinutes(), 5, 480)),
                Duration.ofHours(bounded("sessionHours", config.sessionHours(), 1, 72)));
        Unattended.setUp(accounts, Optional.ofNullable(context.getProperty(Unattended.PROPERTY)));
        adminToken = state.resolve("admin-token");
        OwnerFile.write(state, "admin-token", (local + "\n").getBytes(StandardCharsets.UTF_8));
        people = context.registerService(Accounts.class, accounts, null);
        registration = context.registerService(Access.class, access, null);
        if (!accounts.isSetUp()) {
            LOG.info("No account yet; the token for the first one is in {}", state.resolve(FirstRunToken.FILE));
        }
        LOG.info("Access is open; the local command line's token is in {}", adminToken);
    }

    /** Called by SCR. */
    @Deactivate
    public void close() throws IOException {
        registration.unregister();
        people.unregister();
        Files.deleteIfExists(adminToken);
    }

    private static Path home(BundleContext context) {
        return Optional.ofNullable(context.getProperty("webgate.home"))
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException(
                        "The framework property webgate.home is missing; start the host by its own command"));
    }

    /** A setting out of bounds must not keep the host from starting: the nearest bound is taken, and said. */
    static int bounded(String setting, int value, int least, int most) {
        int bounded = Math.max(least, Math.min(most, value));
        if (bounded != value) {
            LOG.warn(
                    "Setting {} of io.webgate.access is {}, taken as {} ({} to {})",
                    setting,
                    value,
                    bounded,
                    least,
                    most);
        }
        return bounded;
    }
}
