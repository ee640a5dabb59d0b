// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The host stops between each two steps, and is started again: none is lost, and none comes twice where that can be known. */
final class CrashTest {

    private static final List<String> RECIPIENTS = List.of("anna@example.com", "boris@example.com");

    private Path folder;
    private int number;

    @BeforeEach
    void in(@TempDir Path given) {
        folder = given;
    }

    private Bench bench() throws Exception {
        Bench bench = new Bench(Files.createDirectory(folder.resolve("crash-" + number++)));
        bench.postman.pass();
        bench.now = bench.now.plus(Duration.ofHours(1));
        bench.store.writes = 0;
        return bench;
    }

    /** Runs to the crash, starts the host again and lets it work. */
    private static boolean crashesAndGoesOn(Bench bench) throws Exception {
        boolean crashed = false;
        try {
            bench.postman.pass();
        } catch (Bench.Crash stopped) {
            crashed = true;
        }
        bench.store.crashBefore = -1;
        bench.store.crashAfter = -1;
        bench.start();
        for (int minute = 0; minute < 5; minute++) {
            bench.after(Duration.ofMinutes(1));
        }
        assertThat(bench.run().state()).isEqualTo(Run.State.DONE);
        assertThat(bench.run().deliveries()).allMatch(one -> one.state() == Delivery.State.SENT);
        return crashed;
    }

    @Test
    void R65_stoppedBeforeOrAfterAnyWrite() throws Exception {
        for (boolean after : new boolean[] {false, true}) {
            boolean crashed = true;
            int points = 0;
            int doubles = 0;
            for (int write = 0; crashed; write++) {
                try (Bench bench = bench()) {
                    bench.store.crashBefore = after ? -1 : write;
                    bench.store.crashAfter = after ? write : -1;
                    crashed = crashesAndGoesOn(bench);
                    points += crashed ? 1 : 0;
                    for (String recipient : RECIPIENTS) {
                        List<String> ids = bench.takenBy(recipient);
                        assertThat(Set.copyOf(ids))
                                .as("%s after a stop at write %s: one identity", recipient, write)
                                .hasSize(1);
                        doubles += ids.size() - 1;
                    }
                }
            }
            // plan, report, and per recipient before and after; then the forgetting
            assertThat(points).isGreaterThanOrEqualTo(6);
            // twice only where the server took it and the host stopped before it could keep that: once a recipient
            assertThat(doubles).isEqualTo(after ? 0 : RECIPIENTS.size());
        }
    }

    @Test
    void R65_stoppedWhileTheServerHasTheMail() throws Exception {
        for (boolean took : new boolean[] {false, true}) {
            try (Bench bench = bench()) {
                Set<String> before = new HashSet<>();
                bench.serverSays = letter -> {
                    if (before.add(letter.recipient()) && letter.recipient().startsWith("anna")) {
                        if (took) {
                            bench.taken.add(letter);
                        }
                        throw new Bench.Crash();
                    }
                    return Answer.of(Answer.Kind.ACCEPTED);
                };
                assertThat(crashesAndGoesOn(bench)).isTrue();
                assertThat(bench.takenBy("anna@example.com")).hasSize(took ? 2 : 1);
                assertThat(Set.copyOf(bench.takenBy("anna@example.com"))).hasSize(1);
                assertThat(bench.takenBy("boris@example.com")).hasSize(1);
                assertThat(bench.run().deliveries().get(0).attempts()).isEqualTo(2);
            }
        }
    }

    @Test
    void R65_theUnknownIsToldUntilItIsKnown() throws Exception {
        try (Bench bench = bench()) {
            bench.serverSays = letter -> {
                throw new Bench.Crash();
            };
            try {
                bench.postman.pass();
            } catch (Bench.Crash stopped) {
                assertThat(bench.run().deliveries().get(0).state()).isEqualTo(Delivery.State.SENDING);
            }
            bench.start();
            assertThat(bench.outbox.recover(bench.now)).isEqualTo(1);
            assertThat(bench.run().deliveries().get(0).answer()).contains(Answer.of(Answer.Kind.INTERRUPTED));
            assertThat(bench.run().deliveries().get(0).state()).isEqualTo(Delivery.State.WAITING);
        }
    }
}
