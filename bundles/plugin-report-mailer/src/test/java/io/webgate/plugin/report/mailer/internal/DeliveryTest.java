// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The steps of a mail, and the time between them. */
final class DeliveryTest {

    private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");
    private static final Backoff PLAIN = new Backoff(zero());

    private static RandomGenerator zero() {
        return () -> 0L;
    }

    private static Delivery in(Delivery.State state) {
        return new Delivery("a@example.com", state, 1, BEGIN, Optional.of(BEGIN), Optional.empty());
    }

    @ParameterizedTest(name = "{0} after {1} hours: {2}")
    @CsvSource({
        "ACCEPTED,    0, SENT",
        "ACCEPTED,   30, SENT",
        "REFUSED,     0, REFUSED",
        "REFUSED,    30, REFUSED",
        "LATER,       0, WAITING",
        "LATER,      23, WAITING",
        "LATER,      24, GIVEN_UP",
        "UNREACHABLE, 0, WAITING",
        "UNREACHABLE,25, GIVEN_UP",
        "SIGN_IN,     1, WAITING",
        "ENCRYPTION,  1, WAITING",
        "LOST,        1, WAITING",
        "LOST,       24, GIVEN_UP",
        "NOT_SET,     1, WAITING",
        "NOT_SET,    24, GIVEN_UP"
    })
    void R65_whatFollowsFromAnAnswer(Answer.Kind kind, int hours, Delivery.State next) {
        Instant now = BEGIN.plus(Duration.ofHours(hours));
        Delivery after = in(Delivery.State.SENDING).answered(Answer.of(kind), BEGIN, now, PLAIN);
        assertThat(after.state()).isEqualTo(next);
        assertThat(after.attempts()).isEqualTo(1);
        assertThat(after.answer()).contains(Answer.of(kind));
        assertThat(after.nextAt()).isEqualTo(now.plus(Backoff.FIRST));
    }

    @ParameterizedTest
    @EnumSource(Delivery.State.class)
    void R65_noStepIsSkippedAndNoEndIsLeft(Delivery.State state) {
        Delivery one = in(state);
        if (state == Delivery.State.WAITING) {
            assertThat(one.begun(BEGIN).state()).isEqualTo(Delivery.State.SENDING);
            assertThat(one.begun(BEGIN).attempts()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> one.begun(BEGIN)).isInstanceOf(IllegalStateException.class);
        }
        if (state == Delivery.State.SENDING) {
            assertThat(one.recovered(BEGIN).state()).isEqualTo(Delivery.State.WAITING);
            assertThat(one.recovered(BEGIN).answer()).contains(Answer.of(Answer.Kind.INTERRUPTED));
        } else {
            assertThatThrownBy(() -> one.recovered(BEGIN)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> one.answered(Answer.of(Answer.Kind.ACCEPTED), BEGIN, BEGIN, PLAIN))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(one.cancelled().state()).isEqualTo(state.isEnd() ? state : Delivery.State.CANCELLED);
    }

    @ParameterizedTest(name = "after {0} attempts {1} minutes")
    @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,60", "8,60", "1000,60"})
    void R65_theWaitDoublesUpToAnHour(int attempts, int minutes) {
        assertThat(PLAIN.after(attempts)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void R65_chanceAddsAtMostAFifthAndSpreads() {
        Backoff chance = new Backoff(new Random(7));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int round = 0; round < 1000; round++) {
            long millis = chance.after(3).toMillis();
            least = Math.min(least, millis);
            most = Math.max(most, millis);
        }
        assertThat(least).isBetween(240_000L, 243_000L);
        assertThat(most).isBetween(285_000L, 288_000L);
    }
}
