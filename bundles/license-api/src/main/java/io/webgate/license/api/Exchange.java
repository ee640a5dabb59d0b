// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange of applications outside the gate with their servers: how long a connection lives, and the signed permits
 * by which the other side knows, off line, that an exchange is allowed (R61). Thread-safe; no call blocks.
 */
@ProviderType
public interface Exchange {

    /** In a permit: the exchange as a whole. Beside it stand what goes on although it is suspended. */
    Operation WHOLE = new Operation("exchange");

    /** How long a connection lives without keep-alive. */
    Duration lives();

    /**
     * A permit for these operations, signed by this host's key: a compact JWS. It ends soon, and never after the seat.
     *
     * @param seat whose exchange is allowed
     * @param operations what its holder may do, {@link #WHOLE} among them where the exchange is allowed
     * @param seatEnds when the seat ends without another keep-alive
     * @return empty where there is nothing to permit, and where this host can't sign: see {@link #trouble()}
     */
    Optional<String> permit(Seat seat, Set<Operation> operations, Instant seatEnds);

    /**
     * The seat whose permit this is: where this host gave it for the exchange as a whole, its time is not over, no newer
     * grant has taken its place, and nothing suspends the exchange now. The host knows its seats, so it is stricter than
     * whoever checks off line.
     *
     * @param permit what a stranger sent
     */
    Optional<Seat> permitted(String permit);

    /** The public keys by which permits are checked, as a JWK Set (RFC 7517); empty where this host can't sign. */
    Optional<String> keys();

    /** Why this host can't sign permits, with what to do; empty: it can. */
    Optional<LocalizedText> trouble();
}
