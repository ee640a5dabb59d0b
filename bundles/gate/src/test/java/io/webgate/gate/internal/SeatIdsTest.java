// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class SeatIdsTest {

    @Test
    void idsHave144BitsAndNeverRepeat() {
        SeatIds ids = new SeatIds(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(ids.get().value());
        }

        assertThat(seen).hasSize(10_000).allMatch(id -> id.matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void everyBitComesFromTheRandomSource() {
        SecureRandom ones = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                java.util.Arrays.fill(bytes, (byte) 0xff);
            }
        };

        assertThat(new SeatIds(ones).get().value()).isEqualTo("_".repeat(24));
    }
}
