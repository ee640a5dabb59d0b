// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.TrustedTime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Signs permits with this host's key (R61), and hands the customer's switch for displacing to the ledger (R46). Thread-safe. */
@Component(immediate = true, configurationPid = ExchangeComponent.PID)
@Designate(ocd = ExchangeComponent.Settings.class)
public final class ExchangeComponent implements Exchange {

    static final String PID = "io.webgate.enforcement.exchange";

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeComponent.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    /** The settings of connections and permits. */
    @ObjectClassDefinition(
            id = PID,
            name = "%exchange.name",
            description = "%exchange.description",
            localization = "OSGI-INF/l10n/exchange")
    public @interface Settings {

        /** How long a connection lives without keep-alive. */
        @AttributeDefinition(name = "%lives.name", description = "%lives.description")
        String lives() default "PT5M";

        /** How long a permit lives at most. */
        @AttributeDefinition(name = "%permitLives.name", description = "%permitLives.description")
        String permitLives() default "PT2M";

        /** From which idle time on a connection may make room: one {@code module=PT10M} each. */
        @AttributeDefinition(name = "%displaceIdle.name", description = "%displaceIdle.description")
        String[] displaceIdle() default {};
    }

    private final Ledger ledger;
    private final InstantSource time;
    private final Signing signing;
    private volatile ExchangeSettings settings = ExchangeSettings.DEFAULT;
    private long revision;
    private boolean ended;

    /** The key, or why there is none. */
    private record Signing(Optional<HostKey> key, Optional<LocalizedText> trouble) {}

    /** Reads or makes the key in the home's {@code var}. */
    @Activate
    public ExchangeComponent(
            @Reference Ledger ledger,
            @Reference TrustedTime time,
            BundleContext context,
            Settings settings,
            Map<String, Object> properties) {
        this(
                ledger,
                time,
                Path.of(Objects.requireNonNull(context.getProperty("webgate.home"), "Property webgate.home is not set"))
                        .resolve("var"));
        take(settings.lives(), settings.permitLives(), List.of(settings.displaceIdle()), isConfigured(properties));
    }

    ExchangeComponent(Ledger ledger, InstantSource time, Path folder) {
        this.ledger = ledger;
        this.time = time;
        this.signing = signing(folder);
    }

    private static Signing signing(Path folder) {
        try {
            HostKey key = HostKey.in(folder);
            LOG.info("Exchange permits of this host are signed with the key {}", key.thumbprint());
            return new Signing(Optional.of(key), Optional.empty());
        } catch (HostKey.Unusable e) {
            return without(KeyTrouble.of(e.fault(), folder), e);
        } catch (IOException e) {
            return without(KeyTrouble.unreadable(folder, e), e);
        }
    }

    private static Signing without(LocalizedText trouble, Exception cause) {
        LOG.error("{}", trouble.english(), cause);
        return new Signing(Optional.empty(), Optional.of(trouble));
    }

    @Modified
    void modified(Settings changed, Map<String, Object> properties) {
        take(changed.lives(), changed.permitLives(), List.of(changed.displaceIdle()), true);
    }

    @Deactivate
    synchronized void deactivate() {
        ended = true;
    }

    private static boolean isConfigured(Map<String, Object> properties) {
        return properties.containsKey(Constants.SERVICE_PID);
    }

    /**
     * Takes new settings; the last good ones stay in force where these can't be read.
     *
     * @param configured there is, or was until now, a configuration; without one the ledger's last word on displacing stays
     */
    synchronized void take(String lives, String permitLives, List<String> displaceIdle, boolean configured) {
        try {
            settings = ExchangeSettings.parse(lives, permitLives, displaceIdle);
        } catch (IllegalArgumentException malformed) {
            LOG.warn("{} can't be read; the last good settings stay in force: {}", PID, malformed.getMessage());
            return;
        }
        if (configured) {
            submit(settings.displaceIdle(), ++revision);
        }
    }

    private void submit(Map<ModuleId, Duration> idle, long submitted) {
        ledger.submit(new Change.Displacing(idle), IdempotencyKey.none()).whenComplete((reply, thrown) -> {
            if (!(reply instanceof Reply.Done)) {
                LOG.warn("The ledger did not take displaceIdle of {} ({}); once more soon", PID, reply, thrown);
                LATER.execute(() -> again(idle, submitted));
            }
        });
    }

    synchronized void again(Map<ModuleId, Duration> idle, long submitted) {
        if (!ended && submitted == revision) {
            submit(idle, submitted);
        }
    }

    @Override
    public Duration lives() {
        return settings.lives();
    }

    @Override
    public Optional<String> permit(Seat seat, Set<Operation> operations, Instant seatEnds) {
        Instant now = time.instant();
        if (operations.isEmpty() || Permit.isTooLate(now, seatEnds)) {
            return Optional.empty();
        }
        return signing.key()
                .map(key -> Permit.of(key.thumbprint(), seat, operations, now, settings.permitLives(), seatEnds)
                        .signed(key::sign));
    }

    @Override
    public Optional<Seat> permitted(String permit) {
        Picture picture = ledger.picture();
        return signing.key()
                .flatMap(key -> Permit.read(permit, key.thumbprint(), key::verify))
                .filter(read -> read.expires().isAfter(time.instant())
                        && read.operations().contains(WHOLE))
                .flatMap(read -> picture.seat(new SeatId(read.seat())).filter(seat -> seat.fence() == read.fence()))
                .filter(seat -> picture.suspending(seat.id()).isEmpty());
    }

    @Override
    public Optional<String> keys() {
        return signing.key().map(HostKey::keySet);
    }

    @Override
    public Optional<LocalizedText> trouble() {
        return signing.trouble();
    }
}
