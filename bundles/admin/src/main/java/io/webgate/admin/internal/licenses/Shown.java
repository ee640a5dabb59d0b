// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.Ui;

/** How quantities are written. */
public final class Shown {

    private Shown() {}

    /** A number, or whether it is on where a module is on or off. */
    public static String quantity(long quantity, boolean onOrOff, Ui ui) {
        if (onOrOff) {
            return ui.t(quantity > 0 ? "licenses.on" : "licenses.off");
        }
        return quantity == Long.MAX_VALUE
                ? ui.t("licenses.boundless")
                : ui.formats().number(quantity);
    }
}
