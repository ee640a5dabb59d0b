// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** T50. */
final class OriginTest {

    private static final String HOST = "localhost:8080";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "[::1]", "[0:0:0:0:0:0:0:1]", "::ffff:127.0.0.1"})
    void loopbackIsLocalUnlessAProxyIsBetween(String address) {
        assertThat(Origin.of(address, false, HOST).local()).isTrue();
        assertThat(Origin.of(address, true, HOST).local()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "[2001:db8::1]", "0.0.0.0", "localhost", "", "127.0.0.1.example", "[127.0.0.1.x]"})
    void everythingElseIsNot(String address) {
        assertThat(Origin.of(address, false, HOST).local()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "LOCALHOST:8080,true",
        "127.0.0.1,true",
        "127.0.0.1:1,true",
        "127.9.9.9:8080,true",
        "[::1],true",
        "[::1]:8080,true",
        "[0:0:0:0:0:0:0:1]:8080,true",
        // Whatever a DNS can lead to this computer
        "evil.example,false",
        "evil.example:8080,false",
        "localhost.evil.example,false",
        "localhost.,false",
        "127.0.0.1.evil.example,false",
        "127.0.0.1.nip.io:8080,false",
        "1.127.0.0.1,false",
        "shop,false",
        "ip6-localhost,false",
        "[face],false",
        // Not this computer's own alone, or not the plain way to write it
        "0.0.0.0,false",
        "[::],false",
        "127.1,false",
        "2130706433,false",
        "0x7f.0.0.1,false",
        "192.0.2.1,false",
        "127.0.0.1:8080:1,false",
        "127.0.0.1:,false",
        "localhost/,false",
        "a@localhost,false",
        "[::1,false",
        "127.0.0.999,false",
        "'',false",
        ",false"
    })
    void T50_aRequestIsLocalOnlyWhereItCallsThisHostByANameThatNoDnsGives(String authority, boolean local) {
        assertThat(Origin.of("127.0.0.1", false, authority).local()).isEqualTo(local);
        assertThat(Origin.of("192.0.2.1", false, authority).local()).isFalse();
        assertThat(Origin.of("127.0.0.1", false, authority).address()).isEqualTo("127.0.0.1");
    }

    @Test
    void oneMachinesIpv6AddressesAreOneOrigin() {
        assertThat(Origin.of("2001:db8::1", false, HOST)).isEqualTo(Origin.of("[2001:db8::ffff:2]", false, HOST));
        assertThat(Origin.of("2001:db8::1", false, HOST)).isNotEqualTo(Origin.of("2001:db8:0:1::1", false, HOST));
    }
}
