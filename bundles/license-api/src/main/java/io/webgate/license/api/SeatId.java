// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Names one seat. Chosen by who connects, from a secure random source, so that deciding stays a pure function. */
public record SeatId(String value) {

    public SeatId {
        Text.require("Seat id", value, "[A-Za-z0-9_-]{1,64}");
    }

    @Override
    public String toString() {
        return value;
    }
}
