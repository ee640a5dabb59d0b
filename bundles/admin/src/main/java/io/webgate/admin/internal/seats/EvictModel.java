// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import java.util.List;

/**
 * The page that closes a seat.
 *
 * @param title of the module
 * @param consequences what happens and who gets the place, a sentence each
 * @param form what was typed
 * @param noBlock why the device can't be blocked here; empty text: it can
 * @param errors keys of fields that are wrong: {@code how}, {@code minutes}, {@code reason}
 */
public record EvictModel(
        SeatRow.Timed seat,
        String title,
        List<String> consequences,
        EvictForm form,
        String noBlock,
        List<String> errors) {

    public EvictModel {
        consequences = List.copyOf(consequences);
        errors = List.copyOf(errors);
    }

    public boolean isWrong(String field) {
        return errors.contains(field);
    }
}
