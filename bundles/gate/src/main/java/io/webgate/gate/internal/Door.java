// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

/** The door in front of all plugins; a service, so that the context can depend on it. */
interface Door {}
