// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.util.List;

/**
 * How a state looks: an icon of its own and one of five tones, so that colour never carries the meaning alone (WCAG
 * 1.4.1). Icons are strokes in a box of 16 by 16. Pure.
 */
public final class StateIcon {

    /** Every state that the pages show, in the order of the gallery. */
    public static final List<String> CODES = List.of(
            "ok",
            "near",
            "full",
            "over",
            "none",
            "expiring",
            "expired",
            "damaged",
            "foreign",
            "open",
            "stopped",
            "active",
            "unlicensed",
            "failed",
            "valid",
            "not-yet-valid",
            "other-machine",
            "media-absent",
            "other-server",
            "other-application",
            "superseded",
            "revoked",
            "waiting");

    private static final String RING = "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13";
    private static final String SCREEN = "M1.5 2.5h13v8h-13zM5.5 14h5M8 10.5V14";

    private StateIcon() {}

    /** The strokes of a state's icon; a plain dot for a state that is not known. */
    public static String path(String code) {
        return switch (code) {
            case "ok", "valid" -> RING + "M4.8 8.2l2.2 2.2l4.2-4.6";
            case "near" -> "M2.5 13.5v-3M6.2 13.5v-5.5M9.8 13.5v-8M13.5 2.5v11";
            case "full" -> "M2.5 2.5h11v11h-11zM5.5 5.5h5v5h-5z";
            case "over" -> "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8h-5.4l-3.8-3.8v-5.4zM8 4.5v4.3M8 11v.6";
            case "none" -> RING + "M5 8h6";
            case "expiring" -> "M4 1.5h8M4 14.5h8M4.5 1.5c0 4 7 9 7 13M11.5 1.5c0 4-7 9-7 13";
            case "expired" -> RING + "M8 4v4.2l2.8 2.3";
            case "damaged" -> "M3.5 1.5h9v5l-2.5 2l-2-2l-2 2l-2.5-2zM3.5 10l2.5 2l2-2l2 2l2.5-2v4.5h-9z";
            case "foreign" -> "M5 5a3 3 0 1 0 .1 0M7.5 8H14.5v3M11.5 8v2.5M2 14.5l12-13";
            case "open" -> "M2.5 14.5v-11a5.5 3 0 0 1 11 0v11M5.5 14.5l-3-2M10.5 14.5l3-2";
            case "stopped" -> "M2.5 14.5v-11a5.5 3 0 0 1 11 0v11zM5.5 3v11M8 2v12M10.5 3v11M2.5 8h11";
            case "active" -> RING + "M6.3 5l4.5 3l-4.5 3z";
            case "unlicensed" -> "M3.5 7.5h9v7h-9zM5.5 7.5v-2.5a2.5 2.5 0 0 1 5 0v2.5M8 10v2";
            case "failed" -> RING + "M5.5 5.5l5 5M10.5 5.5l-5 5";
            case "not-yet-valid" -> "M2 3h12v11.5h-12zM2 6.5h12M5 1v3.5M11 1v3.5M8 9v3M6.5 10.5h3";
            case "other-machine" -> SCREEN + "M6 4.5l4 4M10 4.5l-4 4";
            case "media-absent" -> "M4.5 6.5h7v8h-7zM6 6.5v-5h4v5M1.5 14.5l13-13";
            case "other-server" -> "M2 2h12v4.5h-12zM2 9.5h12v4.5h-12zM4.5 4.200h1M4.5 11.800h4M11 11.800h1";
            case "other-application" -> "M1.5 2.5h13v11h-13zM1.5 5.5h13M6 8l4 4M10 8l-4 4";
            case "superseded" -> "M1.5 5.5h9v9h-9zM5 5.5v-4h9.5v9h-4";
            case "revoked" -> RING + "M3.5 3.5l9 9";
            case "waiting" -> "M3 8h.1M8 8h.1M13 8h.1";
            default -> "M8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4";
        };
    }

    /** {@code ok}, {@code warn}, {@code error}, {@code info} or {@code quiet}. */
    public static String tone(String code) {
        return switch (code) {
            case "ok", "valid", "open", "active" -> "ok";
            case "near", "full", "expiring", "media-absent" -> "warn";
            case "over", "expired", "damaged", "foreign", "stopped", "failed", "revoked", "other-machine" -> "error";
            case "not-yet-valid", "waiting", "unlicensed", "other-server", "other-application" -> "info";
            default -> "quiet";
        };
    }
}
