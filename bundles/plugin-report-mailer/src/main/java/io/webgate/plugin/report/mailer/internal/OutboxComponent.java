// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The outbox on the host's store; there whether the service runs or not, so that the page can tell what was sent, and that a job
 * which is deleted while nothing runs is noticed. Thread-safe.
 */
@Component(
        service = {OutboxComponent.class, ConfigurationListener.class},
        immediate = true)
public final class OutboxComponent implements ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxComponent.class);

    /**
     * One for all components that there ever are: a gate that closes stops the whole bundle, and a mail on its way outlives that.
     * A bundle that is stopped and started keeps its classes.
     */
    private static final Handover HANDOVER = new Handover();

    private final Outbox outbox;

    /** Brings the tables up to date. */
    @Activate
    public OutboxComponent(@Reference Store store) throws StoreException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        outbox = Outbox.open(store, HexFormat.of().formatHex(random));
    }

    Outbox outbox() {
        return outbox;
    }

    Handover handover() {
        return HANDOVER;
    }

    /** A job that is made again under the name of a deleted one is a new job. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED && Job.PID.equals(event.getFactoryPid())) {
            rest(Job.name(event.getPid()));
        }
    }

    /** A job is off, or gone: it has no due times, even where no pass looks. Never fails. */
    void rest(String job) {
        // first of all for the next pass: one that runs now may still know the job and begin it again
        HANDOVER.rest(job);
        try {
            outbox.rest(job);
        } catch (StoreException e) {
            LOG.warn("That job {} is off is kept at the next round: {}", job, e.getMessage());
            LOG.debug("The store failed", e);
        }
    }
}
