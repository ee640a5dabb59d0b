// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;

import java.util.Optional;

/** A plane where nothing runs but the watchdog, if it has something to show. */
public final class FakePlane extends EmptyPlane {

    private final Optional<GateView> view;

    public FakePlane(Optional<GateView> view) {
        this.view = view;
    }

    @Override
    public Optional<GateWatch> watch() {
        return view.map(Scenes::watch);
    }
}
