// SPDX-License-Identifier: Apache-2.0
/**
 * The heart: {@link io.webgate.ledger.internal.Decide} is the one pure decision, {@link
 * io.webgate.ledger.internal.LedgerEngine} the one queue in front of it, {@link io.webgate.ledger.internal.LedgerTables}
 * what of it is durable.
 */
@NullMarked
package io.webgate.ledger.internal;

import org.jspecify.annotations.NullMarked;
