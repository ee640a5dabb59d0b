// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.gate.http.Problem;
import org.junit.jupiter.api.Test;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** R63: what the data server is told when its goods are not taken at once. */
final class TradeExchangeTest {

    @Test
    void saysWhenTheGoodsMayBeSentAgainWhileOthersAreReceived() {
        Problem busy = TradeExchange.busy(Locale.ENGLISH);
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.code()).isEqualTo("busy");
        assertThat(busy.retryAfterHeader()).contains("5");
    }
}
