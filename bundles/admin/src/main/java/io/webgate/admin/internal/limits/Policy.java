// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Module;

import java.util.Locale;

/**
 * How a consequence looks: an icon and a name of a closed set, so that rules that are alike are seen to be. The rule itself
 * is the sentence beside it. Icons are strokes in a box of 16 by 16.
 */
public enum Policy {
    /** Who connected last is cut: scissors at the end of a queue. */
    STOP_SYNC_LAST("M1.5 8h.1M4.500 8h.1M8.500 5.500l6 5.500M8.500 10.500l6-5.500M7 3a1.6 1.6 0 1 0 .1 0"
            + "M7 9.800a1.6 1.6 0 1 0 .1 0"),
    /** The exchange of all stops: arrows with a stroke through them. */
    STOP_SYNC_ALL("M2 5h11M10.500 2.500l2.500 2.500l-2.500 2.500M14 11h-11M5.500 8.500l-2.500 2.500l2.500 2.500M3"
            + " 14.500l10-13"),
    /** The exchange stops and a part of the work goes on: a half-filled circle. */
    STOP_SYNC_KEEP_WORK(
            "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M8 1.5v13M8 4.200h4.500M8 6.800h6M8 9.400h6M8 12h4.200"),
    /** Who is one too many is refused: a closed door. */
    REFUSE_NEW("M3.500 14.500v-13h9v13M1.500 14.500h13M10 7.500v1"),
    /** The gate stops: the sign for power. */
    STOP_HOST("M8 1.500v6M4.500 3.600a5.8 5.8 0 1 0 7 0"),
    /** A service is not started: parked. */
    DO_NOT_START("M2 2h12v12h-12zM6 11.800v-7.600h2.500a2.300 2.300 0 0 1 0 4.600h-2.500"),
    /** Work stops but what could help goes on: a lifebuoy. */
    STOP_CLIENTS_KEEP_LICENSING(
            "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M8 5.200a2.8 2.8 0 1 1 0 5.600a2.8 2.8 0 0 1 0-5.600"
                    + "M3.400 3.400l2.600 2.600M10 10l2.600 2.600M12.600 3.400l-2.600 2.600M6 10l-2.600 2.600"),
    /** On or off for one computer: a chip. */
    NODE_LOCKED("M4 4h8v8h-8zM6 1.500v2.500M10 1.500v2.500M6 12v2.500M10 12v2.500M1.500 6h2.500M1.500 10h2.500M12"
            + " 6h2.500M12 10h2.500"),
    /** A feature without a licence stops who uses it: a piece of a puzzle. */
    FEATURE_BLOCK("M2 5h3.300a1.700 1.700 0 1 1 3.200 0h3.500v3.300a1.700 1.700 0 1 1 0 3.200v3h-10z");

    private final String path;

    Policy(String path) {
        this.path = path;
    }

    /** The icon of a module's consequence on quantities; {@link #FEATURE_BLOCK} comes beside it where there are features. */
    static Policy of(Module module) {
        Consequence consequence = module.consequence();
        return switch (consequence.effect()) {
            case STOP_GATE -> STOP_HOST;
            case HOLD -> module.counting() == Module.Counting.HOST ? STOP_CLIENTS_KEEP_LICENSING : DO_NOT_START;
            case REFUSE -> module.summed() ? REFUSE_NEW : NODE_LOCKED;
            case SUSPEND ->
                switch (consequence.cut()) {
                    case NEWEST, NEWCOMER, UNCOVERED -> STOP_SYNC_LAST;
                    case ALL -> consequence.goesOn().isEmpty() ? STOP_SYNC_ALL : STOP_SYNC_KEEP_WORK;
                };
        };
    }

    /** The strokes. */
    public String path() {
        return path;
    }

    /** The end of the key of its words: {@code limits.policy.stop-host}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
