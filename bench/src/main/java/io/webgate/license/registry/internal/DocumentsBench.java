// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.bench.Bench;
import io.webgate.bench.Workspace;

/**
 * Licence documents: ten thousand that are read at a start (P9) against the bare verification of as many signatures, what
 * reading and summing cost beyond it (P10), one that changes, and the same work done by License3j and TrueLicense.
 */
public final class DocumentsBench implements Bench {

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String about() {
        return "10,000 licence documents against the bare verification of as many signatures, and other libraries";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        return new DocumentFigures().take(workspace);
    }
}
