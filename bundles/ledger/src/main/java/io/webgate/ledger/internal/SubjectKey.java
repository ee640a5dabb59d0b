// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Subject;

/** One subject on one module has one seat; this finds it. An empty holder is the device itself. */
record SubjectKey(ModuleId module, String device, String holder) {

    static SubjectKey of(ModuleId module, Subject subject) {
        return new SubjectKey(module, subject.device(), subject.holder().orElse(""));
    }

    static SubjectKey of(Seat seat) {
        return of(seat.module(), seat.subject());
    }
}
