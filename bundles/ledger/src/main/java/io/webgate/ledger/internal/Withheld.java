// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Effect;
import io.webgate.license.api.Module;
import io.webgate.license.api.Verdict;

import java.util.Optional;

/** When a module's condition is gone (D2): nothing licensed and nothing in use, or held by a verdict. Pure. */
final class Withheld {

    private Withheld() {}

    static boolean is(Module module, long licensed, long used, Optional<Verdict> standing) {
        boolean held = standing.isPresent() && module.consequence().effect() == Effect.HOLD;
        return held || (licensed == 0 && used == 0);
    }
}
