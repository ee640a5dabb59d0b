// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PasswordsTest {

    private static final String GOOD = "three chairs in autumn";
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final Secrets secrets = new Secrets(new SecureRandom());

    @Test
    void aHashHasItsOwnSaltAndFitsItsPasswordAlone() throws AccessException {
        Passwords passwords = new Passwords(secrets);
        String kept = passwords.hash(GOOD);
        assertThat(kept).startsWith("$argon2id$v=19$m=47104,t=1,p=1$").isNotEqualTo(passwords.hash(GOOD));
        assertThat(passwords.matches(GOOD, kept)).isTrue();
        assertThat(passwords.matches(GOOD + " ", kept)).isFalse();
        assertThat(passwords.isOutdated(kept)).isFalse();
        assertThat(passwords.isOutdated(kept.replace("m=47104", "m=19456"))).isTrue();
    }

    @Test
    @Timeout(300)
    void whoFindsTheQueueFullIsToldAtOnce() {
        Semaphore places = new Semaphore(0, true);
        Passwords passwords = new Passwords(secrets, places, Duration.ofHours(1));
        List<CompletableFuture<String>> waiting = IntStream.range(0, Passwords.MOST_WAITING)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return passwords.hash(GOOD);
                            } catch (AccessException busy) {
                                return "busy";
                            }
                        },
                        OWN_THREAD))
                .toList();
        while (places.getQueueLength() < Passwords.MOST_WAITING) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> passwords.hash(GOOD))
                .isInstanceOfSatisfying(AccessException.class, refused -> assertThat(refused.fault())
                        .isEqualTo(Fault.TOO_MANY_ATTEMPTS));
        assertThat(waiting).as("none is computed without a place").noneMatch(CompletableFuture::isDone);

        places.release(2);
        assertThat(waiting).allSatisfy(one -> assertThat(one.join()).startsWith("$argon2id$"));
        assertThat(places.availablePermits()).as("places are given back").isEqualTo(2);
    }

    @Test
    @Timeout(300)
    void whoGetsNoPlaceInTimeIsToldAndLeavesTheQueue() {
        Semaphore places = new Semaphore(0, true);
        Passwords passwords = new Passwords(secrets, places, Duration.ofMillis(1));
        assertThatThrownBy(() -> passwords.hash(GOOD))
                .isInstanceOfSatisfying(AccessException.class, refused -> assertThat(refused.fault())
                        .isEqualTo(Fault.TOO_MANY_ATTEMPTS));
        assertThat(places.hasQueuedThreads()).isFalse();
        assertThat(places.availablePermits())
                .as("none is given back that was not had")
                .isZero();
    }
}
