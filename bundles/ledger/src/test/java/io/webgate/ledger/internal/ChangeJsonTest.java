// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonObject;
import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R60: everything that happens has one text, and comes back from it as it was. */
final class ChangeJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456789Z");

    /** A definition that uses everything a vendor may sign. */
    private static final Module WHOLE = new Module(
            new ModuleId("test.whole"),
            "TEST",
            new LocalizedText("Managers", "\u041c\u0435\u043d\u0435\u0434\u0436\u0435\u0440\u044b"),
            Metric.SESSIONS,
            new Consequence(
                    Cut.NEWCOMER,
                    Effect.REFUSE,
                    Set.of(new Operation("b"), new Operation("a")),
                    Optional.of(Duration.ofMinutes(15))),
            Module.Counting.CONNECTIONS,
            true,
            Set.of(new Feature("messages"), new Feature("cards")),
            Set.of(new ModuleId("test.server")),
            new Module.Terms(Optional.of(AT), 3, Optional.of(Duration.ofDays(2))));

    static Stream<Change> everyChange() {
        return Stream.of(
                new Change.Connect(
                        new SeatId("s"),
                        WHOLE.id(),
                        new Subject("d", Optional.of("anna \"\\ \u2028"), Optional.of("till")),
                        Optional.of("shop"),
                        Long.MAX_VALUE,
                        Set.of(new Feature("b"), new Feature("a")),
                        Optional.of(AT),
                        2,
                        Duration.ofMinutes(5)),
                Given.connect(Given.WAITER, "d"),
                new Change.Leave(new SeatId("s"), EndReason.CLOSED),
                new Change.Evict(new SeatId("s"), "olga", Optional.of("why"), Duration.ofMinutes(15)),
                new Change.Configured(WHOLE.id(), 7),
                new Change.Bounded(Map.of(WHOLE.id(), 3L, Given.WAITER.id(), 0L)),
                new Change.Displacing(Map.of(WHOLE.id(), Duration.ofMinutes(20))),
                new Change.NewLimits(new Limits(
                        7,
                        AT,
                        Optional.of(AT.plusSeconds(1)),
                        Map.of(WHOLE.id(), WHOLE, Given.WAITER.id(), Given.WAITER),
                        Map.of(
                                WHOLE.id(),
                                new Limit(5, Set.of(new Feature("messages")), List.of(new LicenseId("L-1")))))),
                new Change.TimePassed(List.of(new SeatId("s"), new SeatId("a"))),
                new Change.Stop("olga", Optional.of("stock-taking")),
                new Change.Resume("olga"),
                new Change.Stopped(4, List.of("plugin", "gate")));
    }

    @ParameterizedTest
    @MethodSource("everyChange")
    void r60ComesBackAsItWas(Change change) {
        Recorded recorded = new Recorded.Changed(
                change, "done", 4, List.of(new Recorded.Named(SignedFile.Kind.LICENSE, "L-1", "0".repeat(64))));
        comesBack(recorded);
    }

    @Test
    void everyChangeButKeepAliveIsCovered() {
        assertThat(everyChange().map(Object::getClass).distinct().count() + 1)
                .isEqualTo(Change.class.getPermittedSubclasses().length);
        assertThatThrownBy(() -> ChangeJson.write(
                        AT, List.of(new Recorded.Changed(new Change.KeepAlive(new SeatId("s")), "done", 0, List.of()))))
                .as("keep-alives are never recorded")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatBefallsTheLedgerComesBackToo() {
        State state = Decide.decide(
                        Decide.decide(State.EMPTY, Given.licensed(Given.WAITER, 1), AT)
                                .next(),
                        Given.connect(Given.WAITER, "a"),
                        AT)
                .next();
        State stopped =
                Decide.decide(state, Given.connect(Given.WAITER, "b"), AT).next();
        comesBack(new Recorded.Begun(AT, 5, 6, Optional.empty()));
        comesBack(new Recorded.Begun(AT, 5, 6, Optional.of(stopped)));
        comesBack(new Recorded.StoreFailed());
        comesBack(new Recorded.StoreWell());
        comesBack(new Recorded.Reconciled(state, 1001, 1002, Set.of(3L, 9L), List.of()));
        comesBack(new Recorded.Reconciled(
                state,
                1001,
                1002,
                Set.of(),
                List.of(
                        new Recorded.Told(
                                Given.limits(Given.WAITER, 3),
                                List.of(new Recorded.Named(SignedFile.Kind.LICENSE, "one", "abc"))),
                        new Recorded.Told(Given.limits(Given.WAITER, 2), List.of()))));
    }

    private static void comesBack(Recorded recorded) {
        JsonObject json = ChangeJson.write(AT, List.of(recorded));
        assertThat(json.toString()).doesNotContain("\n");
        ChangeJson.Inputs read = ChangeJson.read(json.toString());
        assertThat(read).isEqualTo(new ChangeJson.Inputs(AT, List.of(recorded)));
        assertThat(ChangeJson.write(read.at(), read.recorded())).hasToString(json.toString());
    }

    @Test
    void theTextIsFixed() {
        assertThat(ChangeJson.write(
                                AT,
                                List.of(new Recorded.Changed(
                                        Given.register(Given.REGISTER, "d", Optional.of("g"), 2, "b", "a"),
                                        "granted",
                                        0,
                                        List.of())))
                        .toString())
                .isEqualTo("{\"at\":\"2026-11-22T12:00:00.123456789Z\",\"changes\":[{\"change\":\"connect\","
                        + "\"seat\":\"test-register-d\",\"module\":\"test.register\",\"device\":\"d\",\"group\":\"g\","
                        + "\"weight\":2,\"features\":[\"a\",\"b\"],\"mostOfDevice\":9223372036854775807,"
                        + "\"lives\":\"PT30M\",\"reply\":\"granted\"}]}");
    }

    @Test
    void aChangeOfANewerVersionIsNamed() {
        assertThatThrownBy(() -> ChangeJson.read(
                        "{\"at\":\"" + AT + "\",\"changes\":[{\"change\":\"lent\",\"reply\":\"done\"}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lent'");
    }
}
