// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class EventsTest {

    private static final String RESET = "id: s-0\nevent: reset\ndata: {\"reload\":true}\n\n";

    private final Rounds timer = new Rounds();
    private Sight sight = Facts.sight(1, 3, "a");
    private boolean vanished;
    private final Events events = new Events(this::look, "s", timer);

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aReaderIsToldAtOnceWhatItMayResumeFromAndThenEveryChange() {
        FakeConnection reader = connect("anna");
        assertThat(reader.read()).isEqualTo("retry: 3000\nid: s-0\n\n");

        events.round();
        assertThat(reader.read()).isEmpty();
        sight = Facts.sight(2, 3, "a", "b");
        events.round();
        assertThat(reader.read()).startsWith("id: s-1\nevent: seats\ndata: {").endsWith("}\n\n");
    }

    @Test
    void whoComesBackGetsWhatItMissedAlsoWhenNobodyListenedMeanwhile() {
        EventStream first = open("anna", Optional.empty());
        sight = Facts.sight(2, 3, "a", "b");
        events.round();
        first.end();
        sight = Facts.sight(3, 5, "a", "b");

        FakeConnection again = new FakeConnection(open("anna", Optional.of("s-0")));
        assertThat(again.read()).startsWith("retry: 3000\n\nid: s-1\nevent: seats\n");
        events.round();
        assertThat(again.read()).startsWith("id: s-2\nevent: limits\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-0", "s-1", "x", "s-0\nevent: gate"})
    void whatCantBeResumedIsReset(String id) {
        FakeConnection reader = new FakeConnection(open("anna", Optional.of(id)));

        assertThat(reader.read()).isEqualTo("retry: 3000\n\n" + RESET);
    }

    @Test
    void noMoreThanTheKeptEventsAreResumed() {
        connect("anna");
        change(Events.KEPT + 1);

        assertThat(new FakeConnection(open("boris", Optional.of("s-0"))).read()).contains("event: reset");
        String resumed = new FakeConnection(open("boris", Optional.of("s-1"))).read();
        assertThat(resumed.split("event: seats", -1)).hasSize(Events.KEPT + 1);
    }

    @Test
    void aHeartbeatComesEveryFifteenSeconds() {
        FakeConnection reader = connect("anna");
        reader.read();
        for (long round = 1; round < Events.HEARTBEAT_ROUNDS; round++) {
            events.round();
        }
        assertThat(reader.read()).isEmpty();

        events.round();

        assertThat(reader.read()).isEqualTo(": \n\n");
        assertThat(Events.HEARTBEAT_ROUNDS * Events.ROUND_MILLIS).isEqualTo(15_000);
    }

    @Test
    void aStreamEndsBeforeTenMinutesAreOver() {
        FakeConnection reader = connect("anna");
        for (long round = 1; round < Events.LONGEST_ROUNDS; round++) {
            events.round();
        }
        assertThat(reader.completions).isZero();

        events.round();

        assertThat(reader.completions).isEqualTo(1);
        assertThat(events.readers()).isZero();
        assertThat(Events.LONGEST_ROUNDS * Events.ROUND_MILLIS).isLessThan(600_000);
    }

    @Test
    void aSlowReaderIsCutOffAndNobodyElseNoticesIt() {
        FakeConnection slow = connect("slow");
        FakeConnection quick = connect("quick");
        slow.takes = false;
        // Heartbeats wait in the queue as well, hence a little room on both sides
        change(EventStream.MOST_WAITING - 10);
        assertThat(slow.completions).isZero();
        quick.read();

        change(20);

        assertThat(slow.completions).isEqualTo(1);
        assertThat(quick.read()).contains("event: seats");
        assertThat(quick.completions).isZero();
        assertThat(events.readers()).isEqualTo(1);
    }

    @Test
    void aReaderThatWasSlowForAWhileGetsEverythingInOrder() throws IOException {
        FakeConnection reader = connect("anna");
        reader.read();
        reader.takes = false;
        sight = Facts.sight(2, 3, "b");
        events.round();
        sight = Facts.sight(3, 3, "c");
        events.round();
        assertThat(reader.read()).isEmpty();

        reader.takes = true;
        reader.writePossible();

        assertThat(reader.read()).matches("(?s)id: s-1\n.*id: s-2\n.*");
    }

    @Test
    void aReaderThatIsGoneGivesItsPlaceBack() {
        FakeConnection gone = connect("anna");
        gone.broken = true;

        sight = Facts.sight(2, 3, "b");
        events.round();

        assertThat(events.readers()).isZero();
        assertThat(timer.getQueue()).isEmpty();
    }

    /** What is written first to a connection that the other side has left goes through; what follows does not. */
    @Test
    void whoFindsNoPlaceMakesThoseLeaveThatNobodyReadsAnyMore() {
        FakeConnection stays = connect("anna");
        FakeConnection boris = connect("boris");
        List<FakeConnection> left = new ArrayList<>();
        for (int other = 1; other < Events.MOST_OF_ONE_CALLER; other++) {
            left.add(connect("anna"));
        }
        stays.read();
        boris.read();

        assertThat(events.open("anna", Optional.empty())).isEmpty();
        assertThat(stays.read()).isEqualTo(": \n\n");
        left.forEach(gone -> gone.broken = true);
        events.round();

        assertThat(stays.read()).isEqualTo(": \n\n");
        assertThat(boris.read()).isEmpty();
        assertThat(events.readers()).isEqualTo(2);
        assertThat(events.open("anna", Optional.empty())).isPresent();
        events.round();
        assertThat(stays.read()).isEmpty();
    }

    @Test
    void nothingRunsWhileNobodyListens() {
        assertThat(timer.getQueue()).isEmpty();
        EventStream one = open("anna", Optional.empty());
        EventStream other = open("anna", Optional.empty());
        assertThat(timer.getQueue()).hasSize(1);

        one.end();
        one.end();
        assertThat(timer.getQueue()).hasSize(1);
        other.end();

        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void theNumberOfStreamsIsBoundedForOneCallerAndInAll() {
        for (int at = 0; at < Events.MOST_STREAMS; at++) {
            String caller = "caller-" + at / Events.MOST_OF_ONE_CALLER;
            assertThat(events.open(caller, Optional.empty())).as(caller).isPresent();
            boolean full = at % Events.MOST_OF_ONE_CALLER == Events.MOST_OF_ONE_CALLER - 1;
            assertThat(full && events.open(caller, Optional.empty()).isPresent())
                    .isFalse();
        }

        assertThat(events.open("one-more", Optional.empty())).isEmpty();
    }

    @Test
    void aServiceThatVanishesDuringALookEndsNoStream() {
        FakeConnection reader = connect("anna");
        reader.read();
        vanished = true;
        timer.runOnce();
        vanished = false;
        sight = Facts.NOTHING;

        timer.runOnce();

        assertThat(reader.read()).contains("event: limits", "event: gate", "\"state\":\"unknown\"");
    }

    @Test
    void closingEndsEveryStreamAndLetsNobodyIn() {
        FakeConnection reader = connect("anna");
        EventStream early = open("boris", Optional.empty());

        events.close();

        assertThat(reader.completions).isEqualTo(1);
        assertThat(new FakeConnection(early).completions).isEqualTo(1);
        assertThat(events.open("anna", Optional.empty())).isEmpty();
        assertThat(timer.isShutdown()).isTrue();
    }

    private void change(int times) {
        for (int change = 0; change < times; change++) {
            sight = Facts.sight(change, 3, "seat-" + change);
            events.round();
        }
    }

    private Sight look() {
        if (vanished) {
            throw new IllegalStateException("The service is unregistered");
        }
        return sight;
    }

    private FakeConnection connect(String caller) {
        return new FakeConnection(open(caller, Optional.empty()));
    }

    private EventStream open(String caller, Optional<String> lastId) {
        return events.open(caller, lastId).orElseThrow();
    }
}
