// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.LicenseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

final class TopicsTest {

    private static final Sight BEFORE = Facts.sight(1, 3, "a", "b");

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("nothing changed", BEFORE, List.of()),
                arguments("only the generation", Facts.sight(2, 3, "a", "b"), List.of()),
                arguments("one seat more", Facts.sight(2, 3, "a", "b", "c"), List.of("seats")),
                arguments("another holder", Facts.sight(2, 3, "a", "c"), List.of("seats")),
                arguments("the order", Facts.sight(2, 3, "b", "a"), List.of("seats")),
                arguments("a bigger limit", Facts.sight(2, 10, "a", "b"), List.of("limits")),
                arguments("excess", Facts.sight(2, 3, "a", "b", "c", "d"), List.of("limits", "seats")),
                arguments(
                        "the gate stopped",
                        with(Facts.gate(false, Facts.plugin(GateView.Plugin.State.ACTIVE))),
                        List.of("gate")),
                arguments(
                        "a plugin stopped",
                        with(Facts.gate(true, Facts.plugin(GateView.Plugin.State.STOPPED))),
                        List.of("plugins")),
                arguments("a plugin went", with(Facts.gate(true)), List.of("plugins")),
                arguments("a new revision", with(Facts.documents(6, LicenseState.VALID)), List.of("licenses")),
                arguments("a document expired", with(Facts.documents(5, LicenseState.EXPIRED)), List.of("licenses")),
                arguments(
                        "every service went",
                        Facts.NOTHING,
                        List.of("limits", "seats", "gate", "licenses", "plugins")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatChangedIsToldUnderItsTopicAndNothingElse(String what, Sight now, List<String> topics) {
        assertThat(Topics.between(BEFORE, now))
                .as(what)
                .extracting(Event::topic)
                .containsExactlyElementsOf(topics);
        assertThat(Topics.between(now, BEFORE)).as("back: " + what).hasSameSizeAs(topics);
    }

    @Test
    void theTimeSinceWhenTheGateStandsIsNoChange() {
        GateView gate = Facts.gate(true, Facts.plugin(GateView.Plugin.State.ACTIVE));
        GateView reckonedAnew =
                new GateView(true, Facts.NOW.plusNanos(5), Optional.empty(), false, gate.obstacles(), gate.plugins());

        assertThat(Topics.between(BEFORE, with(reckonedAnew))).isEmpty();
    }

    @Test
    void eventsTellEnoughToKnowWhatChanged() {
        Sight now = new Sight(
                Optional.of(Facts.picture(2, 3, "a", "b", "c", "d")),
                Optional.of(Facts.gate(false, Facts.plugin(GateView.Plugin.State.STOPPED))),
                Optional.of(Facts.documents(6, LicenseState.REVOKED)));

        assertThat(Topics.between(BEFORE, now))
                .extracting(event -> event.text("s-1"))
                .containsExactly(
                        "id: s-1\nevent: limits\ndata: {\"generation\":2,\"revision\":5,\"modules\":[{\"module\":"
                                + "\"example.waiter\",\"used\":4,\"limit\":3,\"state\":\"over\"}]}\n\n",
                        "id: s-1\nevent: seats\ndata: {\"generation\":2,\"revision\":5,\"modules\":[{\"module\":"
                                + "\"example.waiter\",\"used\":4,\"limit\":3,\"state\":\"over\"}]}\n\n",
                        "id: s-1\nevent: gate\ndata: {\"state\":\"stopped\",\"since\":\"2026-11-22T12:00:00Z\","
                                + "\"verdict\":7}\n\n",
                        "id: s-1\nevent: licenses\ndata: {\"revision\":6,\"documents\":1,\"changed\":[\"L-1\"]}\n\n",
                        "id: s-1\nevent: plugins\ndata: {\"plugins\":[{\"bundle\":\"io.webgate.plugin.mobile.waiter\","
                                + "\"state\":\"stopped\"}]}\n\n");
    }

    private static Sight with(GateView gate) {
        return new Sight(BEFORE.picture(), Optional.of(gate), BEFORE.documents());
    }

    private static Sight with(Sight.Documents documents) {
        return new Sight(BEFORE.picture(), BEFORE.gate(), Optional.of(documents));
    }
}
