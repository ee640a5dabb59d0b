// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.license.api.Journal;
import io.webgate.license.api.Limits;
import io.webgate.license.api.SignedFile;

import java.util.List;

/** Holds recorded limits against the signed documents that came along; the licence registry's rules do. */
@FunctionalInterface
public interface Documented {

    /**
     * What the documents say to these limits.
     *
     * @param documents those that the record names and that are in the file
     * @return where they contradict; empty: they give these limits
     */
    List<String> contradictions(Journal.Origin origin, Limits limits, List<SignedFile> documents);
}
