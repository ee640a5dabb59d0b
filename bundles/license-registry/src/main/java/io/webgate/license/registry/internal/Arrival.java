// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.time.Instant;

/**
 * How and when a document came; kept while it is not removed through us, so that one whose file was away for a while is
 * not taken for a new one (R8, R14).
 *
 * @param content digest of its contents: tells which of two documents with one id was here first
 * @param source how it came
 */
record Arrival(Identity identity, Digest content, String source, Instant at) {}
