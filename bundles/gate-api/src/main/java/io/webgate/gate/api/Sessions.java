// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.gate.http.Caller;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Sessions at the gate, each a seat in the ledger. Ours and third parties' plugins use the same. A caller reaches only
 * sessions of its own device, an operator every one; another's session answers {@link Reply.Reason#SEAT_UNKNOWN}.
 */
@ProviderType
public interface Sessions {

    /**
     * Opens a session, or returns the one that the same holder has on the same device.
     *
     * @param caller who asks; a device's enrolment must name the module and bounds the number (D8)
     * @param module what is used
     * @param holder the person at the device
     * @param idle how long the session lives without keep-alive
     */
    CompletionStage<Reply> open(
            Caller caller, ModuleId module, String holder, Duration idle, Optional<IdempotencyKey> key);

    /** Keeps a session alive; answered from memory. */
    Reply keepAlive(Caller caller, SeatId session);

    /** Closes a session; completes when that is durable. */
    CompletionStage<Reply> close(Caller caller, SeatId session);

    /** The open sessions of a module in order of connection. */
    List<Seat> list(ModuleId module);

    /** When a session was last seen and when it ends. */
    Optional<SeatLife> life(SeatId session);
}
