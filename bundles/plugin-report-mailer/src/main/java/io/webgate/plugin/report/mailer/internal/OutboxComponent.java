// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The outbox on the host's store; there whether the service runs or not, so that the page can tell what was sent. */
@Component(service = OutboxComponent.class)
public final class OutboxComponent {

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
}
