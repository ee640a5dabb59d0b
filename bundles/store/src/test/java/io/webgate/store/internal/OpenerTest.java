// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
final class OpenerTest {

    private static final InstantSource TIME = InstantSource.fixed(Instant.EPOCH);

    private final Path home;

    OpenerTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void offersTheStoreOnceItCanBeOpenedAndWithdrawsItBeforeClosing() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch offered = new CountDownLatch(1);
        AtomicInteger withdrawnWhileOpen = new AtomicInteger();
        Target target = new Target(home, "", "", "");
        Opener opener = new Opener(
                time -> {
                    if (attempts.incrementAndGet() < 4) {
                        throw new StoreException(Kind.BUSY, "not yet");
                    }
                    return target.open(time);
                },
                TIME,
                store -> {
                    offered.countDown();
                    return () -> withdrawnWhileOpen.addAndGet(rowOf(store));
                },
                Duration.ofMillis(1),
                Duration.ofMillis(2));
        opener.start();
        assertThat(offered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(attempts).hasValue(4);
        opener.close();
        opener.close();
        assertThat(withdrawnWhileOpen).hasValue(1);
        try (OpenStore again = target.open(TIME)) {
            assertThat(again.state().isOk()).isTrue();
        }
    }

    private static int rowOf(OpenStore store) {
        try {
            return store.write(c -> 1);
        } catch (StoreException e) {
            return -1;
        }
    }

    @Test
    void offersNothingWhileItCannotBeOpenedAndEndsAtOnceWhenClosed() throws Exception {
        Files.createDirectories(home.resolve("var/store"));
        Files.writeString(home.resolve("var/store/webgate.db"), "no database at all ".repeat(1_000));
        AtomicInteger offers = new AtomicInteger();
        CountDownLatch tried = new CountDownLatch(2);
        Target target = new Target(home, "", "", "");
        Opener opener = new Opener(
                time -> {
                    tried.countDown();
                    return target.open(time);
                },
                TIME,
                store -> {
                    offers.incrementAndGet();
                    return () -> offers.addAndGet(100);
                },
                Duration.ofMillis(1),
                Duration.ofHours(1));
        opener.start();
        assertThat(tried.await(60, TimeUnit.SECONDS)).isTrue();
        opener.close();
        assertThat(offers).hasValue(0);
    }

    @Test
    void refusesUrlOfUnknownDatabaseWithoutRepeatingItWhole() {
        assertThatThrownBy(() -> new Target(home, "jdbc:oracle:thin:scott/tiger@host", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'url' of io.webgate.store")
                .hasMessageNotContaining("tiger");
    }

    @Test
    void namesThePasswordFileThatIsMissing() {
        assertThatThrownBy(
                        () -> new Target(home, "jdbc:postgresql://localhost:1/none", "a", "file:etc/secret").open(TIME))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(home.resolve("etc/secret").toString())
                .hasMessageContaining("'password'");
    }
}
