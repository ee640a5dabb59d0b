// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** What happens to whom a {@link Cut} hits: the second axis of a consequence. */
public enum Effect {
    /** The gate stops, and with it every plugin (R23, R27, R30). */
    STOP_GATE,
    /** The module is held: its service does not run, the gate goes on (R29). */
    HOLD,
    /** The exchange of those hit is suspended; work inside the application goes on. */
    SUSPEND,
    /** The one hit is refused, with a message for the person. */
    REFUSE
}
