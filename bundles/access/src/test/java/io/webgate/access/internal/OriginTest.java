// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class OriginTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "[::1]", "[0:0:0:0:0:0:0:1]", "::ffff:127.0.0.1"})
    void loopbackIsLocalUnlessAProxyIsBetween(String address) {
        assertThat(Origin.of(address, false).local()).isTrue();
        assertThat(Origin.of(address, true).local()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "[2001:db8::1]", "0.0.0.0", "localhost", "", "127.0.0.1.example"})
    void everythingElseIsNot(String address) {
        assertThat(Origin.of(address, false).local()).isFalse();
    }

    @Test
    void oneMachinesIpv6AddressesAreOneOrigin() {
        assertThat(Origin.of("2001:db8::1", false)).isEqualTo(Origin.of("[2001:db8::ffff:2]", false));
        assertThat(Origin.of("2001:db8::1", false)).isNotEqualTo(Origin.of("2001:db8:0:1::1", false));
    }
}
