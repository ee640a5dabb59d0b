// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.TimeReceipt;
import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** T16, T19: the clocks are the test's. */
class TimekeeperTest {

    private static final Instant START = Instant.parse("2026-06-15T12:00:00Z");

    private Instant wall = START;
    private long nanos = 42;
    private int nonces;
    private int changes;
    private boolean full;
    private TimeMark kept = TimeMark.NONE;
    private Timekeeper time = after(TimeMark.NONE);

    private Timekeeper after(TimeMark mark) {
        return new Timekeeper(
                () -> wall,
                () -> nanos,
                mark,
                "ACME",
                () -> String.format(Locale.ROOT, "%032d", ++nonces),
                this::keep,
                () -> changes++);
    }

    private boolean keep(TimeMark mark) {
        kept = full ? kept : mark;
        return !full;
    }

    private void restart() {
        time = after(time.mark());
    }

    private void pass(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    private static TimeReceipt receipt(Instant at, String nonce) {
        return new TimeReceipt("ACME", at, nonce);
    }

    @Test
    void wrongJumpForwardIsHealedAndStaysSoAfterARestart_R10() {
        time.instant();
        wall = START.plus(Duration.ofDays(3650));
        assertThat(time.instant()).isEqualTo(wall);
        restart();
        wall = START.plus(Duration.ofHours(1));
        assertThat(time.instant()).as("the wrong time stands").isAfter(START.plus(Duration.ofDays(3649)));
        assertThat(time.behind()).contains(wall);

        Receipts.Answer answer = time.take(receipt(wall.minusSeconds(60), time.ask()));

        assertThat(answer.time()).contains(wall.minusSeconds(60));
        assertThat(time.instant()).isEqualTo(wall);
        assertThat(time.behind()).isEmpty();
        restart();
        assertThat(time.instant()).isEqualTo(wall);
        pass(Duration.ofDays(1));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(25)));
        assertThat(time.ever()).as("numbers that must grow go on growing").isAfter(START.plus(Duration.ofDays(3649)));
    }

    @Test
    void receiptCountsOnce_R10() {
        String nonce = time.ask();
        assertThat(time.take(receipt(START, nonce)).time()).isPresent();
        pass(Duration.ofDays(2));
        assertThat(time.take(receipt(START, nonce)).time()).isEmpty();
        restart();
        assertThat(time.take(receipt(START, nonce)).time()).isEmpty();
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofDays(2)));
    }

    @Test
    void judgingChangesNothing_R9() {
        wall = START.plus(Duration.ofDays(3650));
        String nonce = time.ask();
        wall = START;
        TimeMark before = time.mark();

        assertThat(time.judge(receipt(START, nonce)).time()).contains(START);

        assertThat(time.mark().highest()).isEqualTo(before.highest());
        assertThat(time.take(receipt(START, nonce)).time()).contains(START);
    }

    @Test
    void theSameQuestionForSomeDaysAndOverARestart_R10() {
        String nonce = time.ask();
        pass(Duration.ofDays(3));
        restart();
        assertThat(time.ask()).isEqualTo(nonce);
        pass(Duration.ofSeconds(1));
        assertThat(time.ask()).isNotEqualTo(nonce);
        assertThat(time.take(receipt(wall, nonce)).time())
                .as("the older answer")
                .isEmpty();
    }

    @Test
    void signedTimeRaisesAndIsNeverGoneBelow_R10() {
        Instant signed = START.plus(Duration.ofDays(30));
        time.seen("ACME", signed);
        assertThat(time.instant()).isEqualTo(signed);
        assertThat(time.behind()).contains(START);
        pass(Duration.ofHours(1));
        assertThat(time.instant()).isEqualTo(signed.plus(Duration.ofHours(1)));

        Receipts.Answer answer = time.take(receipt(wall, time.ask()));

        assertThat(answer.time()).contains(signed);
        assertThat(time.instant()).isEqualTo(signed);
        restart();
        assertThat(time.instant()).isAfterOrEqualTo(signed);
    }

    @Test
    void signedTimeOfAnotherVendorIsNoTime_R12() {
        time.seen("EVIL", START.plus(Duration.ofDays(30)));
        assertThat(time.instant()).isEqualTo(START);
        assertThat(changes).isZero();
    }

    @Test
    void signedTimeOfThePastChangesNothing_R10() {
        time.seen("ACME", START.minus(Duration.ofDays(30)));
        assertThat(time.instant()).isEqualTo(START);
        assertThat(time.behind()).isEmpty();
    }

    @Test
    void whatMustNotBeForgottenIsToldAtOnce_R10() {
        time.seen("ACME", START.plusSeconds(1));
        assertThat(changes).isEqualTo(1);
        time.seen("ACME", START.plusSeconds(1));
        assertThat(changes).isEqualTo(1);
        pass(Duration.ofMinutes(11));
        time.instant();
        time.instant();
        assertThat(changes).as("a jump, once").isEqualTo(2);
        time.mark();
        pass(Duration.ofMinutes(9));
        time.instant();
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void questionAndAnswerAreDurableBeforeTheyAreTold_R8() {
        wall = START.plus(Duration.ofDays(3650));
        String nonce = time.ask();
        assertThat(kept.asked().orElseThrow().nonce()).isEqualTo(nonce);
        wall = START;

        full = true;
        Receipts.Answer refused = time.take(receipt(START, nonce));
        assertThat(refused.time()).isEmpty();
        assertThat(refused.text().english()).contains("could not be written");
        assertThat(time.instant()).as("nothing was changed").isAfter(START.plus(Duration.ofDays(3649)));

        full = false;
        assertThat(time.take(receipt(START, nonce)).time()).contains(START);
        assertThat(kept.asked()).isEmpty();
        assertThat(kept.highest()).isEqualTo(START);
        time = after(kept);
        assertThat(time.instant()).as("killed right behind the answer").isEqualTo(START);
    }

    @Test
    void questionThatCanNotBeKeptIsNotAsked_R10() {
        full = true;
        assertThatThrownBy(time::ask).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(time::ask).isInstanceOf(UncheckedIOException.class);
        full = false;
        assertThat(time.ask()).isEqualTo(kept.asked().orElseThrow().nonce());
    }

    @Test
    void answerTellsTheTimeThatThenIs_R10() {
        wall = START.plus(Duration.ofDays(3));
        String nonce = time.ask();
        assertThat(time.take(receipt(START, nonce)).text().english())
                .as("the clock is ahead, by less than a receipt may be old")
                .contains("the time is now 2026-06-18 12:00:00");
    }
}
