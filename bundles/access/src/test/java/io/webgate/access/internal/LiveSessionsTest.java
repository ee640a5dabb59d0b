// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.internal.AccountTables.StoredSession;
import io.webgate.gate.http.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class LiveSessionsTest {

    private static final Instant SIGNED_IN = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S, true",
        "PT29M, PT29M, true",
        "PT30M, PT29M, false", // idle by the monotonic clock
        "PT1M, PT12H, false", // over by the wall clock
        "PT1M, PT-10M, true", // a correction
        "PT1M, PT-601S, false", // signed in under a wrong clock, healed since (R10)
        "PT1M, PT-87600H, false"
    })
    void endsInTime(Duration monotonic, Duration wall, boolean alive) {
        LiveSessions sessions = new LiveSessions(Duration.ofMinutes(30));
        sessions.role("anna", Role.ADMIN);
        sessions.add(
                new StoredSession(
                        "hash",
                        "id",
                        "anna",
                        "token",
                        "",
                        "",
                        SIGNED_IN,
                        SIGNED_IN,
                        SIGNED_IN.plus(Duration.ofHours(12))),
                0,
                SIGNED_IN);

        assertThat(sessions.of("anna", monotonic.toNanos(), SIGNED_IN.plus(wall)))
                .hasSize(alive ? 1 : 0);
        assertThat(sessions.seen("hash", monotonic.toNanos(), SIGNED_IN.plus(wall), true)
                        .isPresent())
                .isEqualTo(alive);
    }
}
