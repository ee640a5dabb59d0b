// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

final class OutlookTest {

    private static final GateView SHUT = new GateView(
            false,
            Instant.EPOCH,
            Optional.empty(),
            false,
            List.of(new LocalizedText("The ledger is missing.", "Нет реестра мест.")),
            List.of());

    @ParameterizedTest
    @CsvSource({
        "0,0,ALL,STOP_GATE,Nothing is licensed; one more is refused.,Ничего не лицензировано",
        "3,2,ALL,STOP_GATE,One more fits: 2 of 3 in use.,Ещё одно подключение возможно: используется 2 из 3.",
        "3,3,ALL,STOP_GATE,3 of 3 in use. One more stops the gate and every plugin.,остановит шлюз и все плагины",
        "3,4,ALL,HOLD,4 of 3 in use. One more stops this service; the gate goes on.,остановит эту службу",
        "3,3,NEWCOMER,REFUSE,'3 of 3 in use. One more is refused, with a message.',будет отклонено с сообщением",
        "3,3,NEWEST,SUSPEND,3 of 3 in use. One more suspends the exchange of those connected last.,последними",
        "3,3,ALL,SUSPEND,3 of 3 in use. One more suspends the exchange of all.,приостановит обмен у всех",
        "3,3,NEWCOMER,SUSPEND,3 of 3 in use. One more has its exchange suspended.,обмен будет приостановлен",
        "3,3,UNCOVERED,SUSPEND,3 of 3 in use. One more is not synchronised.,не будет синхронизироваться"
    })
    void R102_whatOneMoreWouldDoIsSaidInBothLanguages(
            long bound, long used, Cut cut, Effect effect, String english, String russian) {
        LocalizedText next = Outlook.of(usage(bound, used, cut, effect, Module.Counting.GATE_SESSIONS));

        assertThat(next.english()).isEqualTo(english);
        assertThat(next.russian()).contains(russian);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,HOLD,Nothing is licensed. One more stops this service; the gate goes on.,Ничего не лицензировано. Ещё одно",
        "0,1,STOP_GATE,Nothing is licensed. One more stops the gate and every plugin.,Ещё одно остановит шлюз",
        "3,2,HOLD,One more fits: 2 of 3 in use.,Ещё одно возможно: используется 2 из 3."
    })
    void R27_R29_whatIsConfiguredIsNotCalledAConnectionNorRefused(
            long bound, long used, Effect effect, String english, String russian) {
        LocalizedText next = Outlook.of(usage(bound, used, Cut.ALL, effect, Module.Counting.METER));

        assertThat(next.english()).isEqualTo(english);
        assertThat(next.russian()).contains(russian).doesNotContain("подключение");
    }

    @Test
    void aConnectionBesideOthersWithoutALicenceIsSuspendedAndNotRefused() {
        assertThat(Outlook.of(usage(0, 1, Cut.ALL, Effect.SUSPEND, Module.Counting.CONNECTIONS))
                        .english())
                .isEqualTo("1 of 0 in use. One more suspends the exchange of all.");
        assertThat(Outlook.of(usage(0, 0, Cut.ALL, Effect.SUSPEND, Module.Counting.CONNECTIONS))
                        .english())
                .isEqualTo("Nothing is licensed; one more is refused.");
    }

    @Test
    void R46_whoMakesRoomIsNamed() {
        Usage full = usage(2, 2, Cut.NEWCOMER, Effect.REFUSE, Module.Counting.CONNECTIONS);
        Seat idle = new Seat(
                new SeatId("s1"),
                1,
                1,
                full.module().id(),
                new Subject("pad-1", Optional.of("Anna"), Optional.of("Bar")),
                Optional.empty(),
                1,
                Set.of(),
                Instant.EPOCH);

        assertThat(Outlook.of(full, Optional.empty(), id -> Optional.empty(), List.of(idle), Locale.ENGLISH))
                .isEqualTo("2 of 2 in use. One more takes the place of Bar (Anna), idle the longest, who is told why.");
        assertThat(Outlook.of(full, Optional.empty(), id -> Optional.empty(), List.of(idle), new Locale("ru")))
                .isEqualTo("Используется 2 из 2. Ещё одно подключение займёт место того, кто дольше всех бездействует:"
                        + " Bar (Anna). Причина ему сообщается.");
    }

    @ParameterizedTest
    @EnumSource
    void onlySessionsOfTheGateWaitForTheGate(Module.Counting counting) {
        Usage usage = usage(3, 2, Cut.ALL, Effect.STOP_GATE, counting);
        boolean waits = counting == Module.Counting.GATE_SESSIONS;

        String english = Outlook.of(usage, Optional.of(SHUT), id -> Optional.empty(), List.of(), Locale.ENGLISH);
        String russian = Outlook.of(usage, Optional.of(SHUT), id -> Optional.empty(), List.of(), new Locale("ru"));

        assertThat(english)
                .isEqualTo(
                        waits
                                ? "Nothing is admitted now. The gate is not running, and no plugin with it. The ledger is missing."
                                : "One more fits: 2 of 3 in use.");
        assertThat(russian.startsWith("Сейчас новые подключения не принимаются. "))
                .isEqualTo(waits);
    }

    private static Usage usage(long bound, long used, Cut cut, Effect effect, Module.Counting counting) {
        Module module = new Module(
                new ModuleId("example.waiter"),
                "DEVL",
                new LocalizedText("Mobile waiter", "Мобильный официант"),
                Metric.SESSIONS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                counting,
                true,
                Set.of());
        return new Usage(module, bound, bound, used, Usage.State.OK, false, Optional.empty());
    }
}
