// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import java.util.List;

/**
 * A verdict that stands, in words (R102).
 *
 * @param cause how many of how many, or which features
 * @param since for the reader
 * @param sinceMachine the same for the attribute {@code datetime}
 * @param leniency why and until when its consequence waits (R58, D12); empty text: it is in force
 * @param hits names of the first seats that it hits, in order of connection
 * @param others how many more it hits
 * @param remedies what makes it go, a sentence each
 */
public record Against(
        String cause,
        String since,
        String sinceMachine,
        String leniency,
        List<String> hits,
        long others,
        List<String> remedies) {

    public Against {
        hits = List.copyOf(hits);
        remedies = List.copyOf(remedies);
    }

    public boolean isApplied() {
        return leniency.isEmpty();
    }
}
