// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time in sentences: to the second, in UTC, the same for both languages. */
final class Moments {

    private Moments() {}

    static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
    }
}
