// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Seat;

/** How seats are called in sentences. Not escaped for HTML: the template does that. Pure. */
public final class Names {

    private Names() {}

    /** Its label, else its device, and who is at it: {@code Till 3 (Anna)}. */
    public static String of(Seat seat) {
        String device = LocalizedText.quotable(
                seat.subject().label().orElseGet(() -> seat.subject().device()));
        return seat.subject()
                .holder()
                .map(holder -> device + " (" + LocalizedText.quotable(holder) + ")")
                .orElse(device);
    }
}
