// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Subject;

import java.util.Comparator;

/** One subject on one module has one seat; this finds it. An empty holder is the device itself. */
record SubjectKey(ModuleId module, String device, String holder) {

    /** Any order that is always the same. */
    static final Comparator<SubjectKey> ORDER = Comparator.comparing(SubjectKey::module)
            .thenComparing(SubjectKey::device)
            .thenComparing(SubjectKey::holder);

    static SubjectKey of(ModuleId module, Subject subject) {
        return new SubjectKey(module, subject.device(), subject.holder().orElse(""));
    }

    static SubjectKey of(Seat seat) {
        return of(seat.module(), seat.subject());
    }
}
