// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Reply;
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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Hands the gate's own bounds (R32) to the ledger. It lives here, not in the gate, because a stopped gate is when they
 * have to be changed. Thread-safe.
 */
@Component(
        configurationPid = GateSettings.PID,
        service = {})
@Designate(ocd = GateSettings.Settings.class)
public final class GateSettings {

    static final String PID = "io.webgate.gate";
    private static final Logger LOG = LoggerFactory.getLogger(GateSettings.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    /** The settings of the gate. */
    @ObjectClassDefinition(
            id = PID,
            name = "%gate.name",
            description = "%gate.description",
            localization = "OSGI-INF/l10n/gate")
    public @interface Settings {

        /** How many sessions the gate supports: one {@code module=N} each; a module without one is as licensed. */
        @AttributeDefinition(name = "%sessions.name", description = "%sessions.description")
        String[] sessions() default {};
    }

    private final Ledger ledger;
    private long revision;
    private boolean ended;

    /** Submits what is configured, anew for each ledger. */
    @Activate
    public GateSettings(@Reference Ledger ledger, Settings settings, Map<String, Object> properties) {
        this(ledger, sessions(settings), properties.containsKey(Constants.SERVICE_PID));
    }

    /** @param configured there is a configuration; only then the component has a PID */
    GateSettings(Ledger ledger, List<String> sessions, boolean configured) {
        this.ledger = ledger;
        if (configured) {
            take(sessions);
        } else {
            // it may still be on its way: no bound at all, for a moment, would clear a latch for good (R54)
            LOG.info("There is no configuration {} yet; the last settings stay in force", PID);
        }
    }

    /** There is another configuration, or the one that there was has been deleted. */
    @Modified
    void modified(Settings settings) {
        take(sessions(settings));
    }

    @Deactivate
    synchronized void deactivate() {
        ended = true;
    }

    private static List<String> sessions(Settings settings) {
        return List.of(settings.sessions());
    }

    synchronized void take(List<String> sessions) {
        SessionSettings parsed = SessionSettings.parse(sessions);
        if (parsed.problems().isEmpty()) {
            submit(parsed, ++revision);
        } else {
            LOG.warn(
                    "The sessions in {} can't be read; the last good settings stay in force: {}",
                    PID,
                    String.join("; ", parsed.problems()));
        }
    }

    private void submit(SessionSettings settings, long submitted) {
        ledger.submit(new Change.Bounded(settings.bounds()), IdempotencyKey.none())
                .whenComplete((reply, thrown) -> {
                    if (reply instanceof Reply.Done) {
                        LOG.info("The gate supports so many sessions: {}", settings.bounds());
                    } else {
                        LOG.warn("The ledger did not take the sessions of {} ({}); once more soon", PID, reply, thrown);
                        LATER.execute(() -> again(settings, submitted));
                    }
                });
    }

    private synchronized void again(SessionSettings settings, long submitted) {
        if (!ended && submitted == revision) {
            submit(settings, submitted);
        }
    }
}
