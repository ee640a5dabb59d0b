// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EventuallyTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void anAssertionThatFailsIsLookedAtAgain() {
        AtomicInteger looks = new AtomicInteger();
        Eventually.isSo(
                "The third look",
                LONG,
                () -> {
                    assertThat(looks.incrementAndGet()).isEqualTo(3);
                    return "";
                },
                () -> "");
        assertThat(looks).hasValue(3);
    }

    @Test
    void theLastAssertionThatFailedIsToldWhenTimeIsUp() {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> Eventually.isSo(
                        "The world",
                        Duration.ZERO,
                        () -> {
                            throw new AssertionError("wrong in look " + looks.incrementAndGet());
                        },
                        () -> "what a person needs"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The world: not within PT0S: ")
                .hasMessageContaining("wrong in look " + looks.get() + "\nwhat a person needs");
    }

    @Test
    void anAssertionWithoutAWordIsNotTakenForSuccess() {
        for (AssertionError wordless : new AssertionError[] {new AssertionError(), new AssertionError("")}) {
            assertThatThrownBy(() -> Eventually.isSo(
                            "The world",
                            Duration.ZERO,
                            () -> {
                                throw wordless;
                            },
                            () -> ""))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("java.lang.AssertionError");
        }
    }

    @Test
    void anAssertionThatFailsBeginsTheTimeAnewThatItHasToStay() {
        AtomicInteger looks = new AtomicInteger();
        Eventually.stays(
                "All but the second look",
                Duration.ofMillis(1),
                LONG,
                () -> {
                    assertThat(looks.incrementAndGet()).isNotEqualTo(2);
                    return "";
                },
                () -> "");
        assertThat(looks).hasValueGreaterThan(3);
    }

    @Test
    void anExceptionIsLookedAtAgainAndAnyOtherErrorEndsTheWaitAtOnce() {
        AtomicInteger looks = new AtomicInteger();
        LinkageError broken = new LinkageError("broken");
        assertThatThrownBy(() -> Eventually.isSo(
                        "The world",
                        LONG,
                        () -> {
                            if (looks.incrementAndGet() == 1) {
                                throw new IOException("not there yet");
                            }
                            throw broken;
                        },
                        () -> ""))
                .isSameAs(broken);
        assertThat(looks).hasValue(2);
    }
}
