// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

/** What a route asks of its caller. */
public enum Right {
    /** Nothing: answers to everyone. */
    PUBLIC,
    /** A device token, or at least an operator. */
    DEVICE,
    VIEWER,
    OPERATOR,
    ADMIN
}
