// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.util.Locale;
import java.util.Optional;

/** In which colours a reader wants the pages. */
public enum Theme {
    /** As the reader's system is set. */
    AUTO,
    LIGHT,
    DARK,
    CONTRAST;

    /** The name in the cookie and in {@code data-theme}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The strokes of its icon, in a box of 16 by 16. */
    public String icon() {
        return switch (this) {
            case AUTO -> "M1.5 2.5h13v8h-13zM5.5 14h5M8 10.5V14";
            case LIGHT ->
                "M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1";
            case DARK -> "M13.5 10A6 6 0 0 1 6 2.5A6 6 0 1 0 13.5 10z";
            case CONTRAST -> "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M8 1.5v13M10.5 2.5v11M12.8 4v8";
        };
    }

    /** The theme of a code; empty where there is none. */
    public static Optional<Theme> of(String code) {
        for (Theme theme : values()) {
            if (theme.code().equals(code)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }
}
