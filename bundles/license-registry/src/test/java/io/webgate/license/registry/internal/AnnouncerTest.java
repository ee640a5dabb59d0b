// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Limits;
import io.webgate.license.spi.LimitsListener;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class AnnouncerTest {

    private final Announcer announcer = new Announcer(Runnable::run);
    private final Recorder one = new Recorder();
    private final Recorder other = new Recorder();

    private static Limits limits(long revision) {
        return new Limits(revision, Instant.EPOCH, Optional.empty(), Map.of(), Map.of());
    }

    private CompletableFuture<Void> announce(Limits limits, List<LimitsListener> listeners) {
        announcer.announce(limits, List::of, listeners);
        return announcer.inEffect();
    }

    @Test
    void isInEffectWhenEveryListenerSaysSo_R8() {
        CompletableFuture<Void> inEffect = announce(limits(1), List.of(one, other));
        one.answers.get(0).complete(null);
        assertThat(inEffect).isNotDone();
        other.answers.get(0).complete(null);
        assertThat(inEffect).isCompleted();
    }

    @Test
    void tellsEachListenerEachRevisionOnce() {
        announcer.announce(limits(1), List::of, List.of(one));
        announcer.announce(limits(1), List::of, List.of(one));
        announcer.announce(limits(2), List::of, List.of(one, other));
        assertThat(one.heard).containsExactly(1L, 2L);
        assertThat(other.heard).containsExactly(2L);
    }

    @Test
    void failureOfAListenerIsNotTakenForSuccessAndIsTriedAgain() {
        CompletableFuture<Void> inEffect = announce(limits(1), List.of(one));
        one.answers.get(0).completeExceptionally(new IllegalStateException("disk"));
        assertThat(inEffect).isCompletedExceptionally();

        CompletableFuture<Void> again = announce(limits(1), List.of(one));
        one.answers.get(1).complete(null);
        assertThat(again).isCompleted();
        assertThat(one.heard).containsExactly(1L, 1L);
    }

    @Test
    void listenerThatThrowsDoesNotKeepOthersFromHearing() {
        LimitsListener broken = limits -> {
            throw new IllegalStateException("broken");
        };
        assertThat(announce(limits(1), List.of(broken, one))).isNotNull();
        assertThat(one.heard).containsExactly(1L);
    }

    @Test
    void listenerWhoseCallBlocksKeepsNobodyWaitingAndIsCalledOnceAtATime_R53() {
        Deque<Runnable> calls = new ArrayDeque<>();
        Announcer patient = new Announcer(calls::add);
        patient.announce(limits(1), List::of, List.of(one));
        patient.announce(limits(2), List::of, List.of(one, other));
        assertThat(one.heard).isEmpty();
        assertThat(calls).as("the first call to each").hasSize(2);
        calls.removeLast().run();
        assertThat(other.heard).containsExactly(2L);
        assertThat(patient.inEffect()).isNotDone();

        calls.removeFirst().run();
        calls.removeFirst().run();
        assertThat(one.heard).containsExactly(1L, 2L);
        other.answers.get(0).complete(null);
        one.answers.get(1).complete(null);
        assertThat(patient.inEffect()).isCompleted();
    }

    @Test
    void listenerThatFailsWithAnErrorIsTriedAgain_R53() {
        AtomicInteger calls = new AtomicInteger();
        LimitsListener broken = limits -> {
            if (calls.incrementAndGet() == 1) {
                throw new LinkageError("half installed");
            }
            return CompletableFuture.completedFuture(null);
        };
        assertThat(announce(limits(1), List.of(broken))).isCompletedExceptionally();
        assertThat(announce(limits(1), List.of(broken))).isCompleted();
    }

    @Test
    void listenerThatIsGoneIsNotWaitedFor() {
        announcer.announce(limits(1), List::of, List.of(one));
        assertThat(announce(limits(1), List.of())).isCompleted();
    }

    private static final class Recorder implements LimitsListener {

        private final List<Long> heard = new ArrayList<>();
        private final List<CompletableFuture<Void>> answers = new ArrayList<>();

        @Override
        public CompletionStage<Void> limitsChanged(Limits limits) {
            heard.add(limits.revision());
            CompletableFuture<Void> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }
    }
}
