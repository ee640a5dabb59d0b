// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Caller;

import java.time.Duration;

/** What became of presenting a token. */
public sealed interface Authentication {

    /** It is valid. */
    record Known(Caller caller) implements Authentication {}

    /** It is not, or no longer. */
    record Unknown() implements Authentication {}

    /** It is not, and so were too many before it from the same origin. */
    record TooMany(Duration retryAfter) implements Authentication {}
}
