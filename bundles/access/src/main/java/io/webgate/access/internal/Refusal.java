// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;

/** Carries a refusal out of a transaction, which is rolled back by it. Never leaves this package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AccessException reason;

    Refusal(AccessException reason) {
        super(reason);
        this.reason = reason;
    }

    AccessException reason() {
        return reason;
    }
}
