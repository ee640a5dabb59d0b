// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.ActivationResult.Kind;
import io.webgate.license.api.Binding;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The pure rules of break-glass licences: when one counts, and who may activate what (R59). */
class BreakGlassTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    /** All in UTC+3; the licence begins 2026-01-01 there. */
    @ParameterizedTest
    @CsvSource({
        // days | own last day | activated at | asked at | state
        "7, , , 2026-06-15T12:00:00Z, NOT_YET_VALID", // dormant
        "7, , , 2025-12-31T20:59:59Z, NOT_YET_VALID",
        "7, 2026-06-20, , 2026-06-20T20:59:59Z, NOT_YET_VALID",
        "7, 2026-06-20, , 2026-06-20T21:00:00Z, EXPIRED",
        "7, , 2026-06-15T12:00:00Z, 2026-06-15T12:00:00Z, VALID", // from that moment on
        "7, , 2026-06-15T12:00:00Z, 2026-06-15T11:59:59Z, NOT_YET_VALID", // a receipt has set the time back
        "7, , 2026-06-15T12:00:00Z, 2026-06-22T20:59:59Z, VALID", // to the end of the day of 15 + 7
        "7, , 2026-06-15T12:00:00Z, 2026-06-22T21:00:00Z, EXPIRED",
        "7, , 2026-06-15T20:59:59Z, 2026-06-22T20:59:59Z, VALID",
        "7, , 2026-06-15T21:00:00Z, 2026-06-23T20:59:59Z, VALID", // there it was the 16th
        "7, , 2026-06-15T21:00:00Z, 2026-06-23T21:00:00Z, EXPIRED",
        "1, , 2026-06-15T12:00:00Z, 2026-06-16T20:59:59Z, VALID",
        "1, , 2026-06-15T12:00:00Z, 2026-06-16T21:00:00Z, EXPIRED",
        "90, 2026-06-20, 2026-06-15T12:00:00Z, 2026-06-20T20:59:59Z, VALID", // its own last day cuts
        "90, 2026-06-20, 2026-06-15T12:00:00Z, 2026-06-20T21:00:00Z, EXPIRED",
        "90, 2026-06-15, 2026-06-15T12:00:00Z, 2026-06-15T20:59:59Z, VALID",
        "90, , 2026-06-15T12:00:00Z, 2026-09-13T20:59:59Z, VALID",
        "90, , 2026-06-15T12:00:00Z, 2026-09-13T21:00:00Z, EXPIRED",
    })
    void r59ItCountsFromItsActivationToTheEndOfThatDayAndSoManyDaysMore(
            int days, @Nullable LocalDate last, @Nullable Instant activated, Instant asked, LicenseState state) {
        Sample sample = Sample.license("G").zone("+03:00").breakGlass(days).grants(Sample.POS, 4);
        License license = (last == null ? sample : sample.until(last.toString())).make();
        Optional<Activation> use =
                Optional.ofNullable(activated).map(at -> Activating.begun(license, at, "olga", "why"));
        Assessment assessment = assess(
                license,
                asked,
                use.map(one -> Map.of(Identity.of(license), one)).orElse(Map.of()));

        assertThat(assessment.standings().values()).extracting(Standing::state).containsExactly(state);
        assertThat(assessment.byModule().containsKey(Sample.POS)).isEqualTo(state == LicenseState.VALID);
        if (state == LicenseState.VALID) {
            assertThat(assessment.nextChange())
                    .as("what is shown ends when it does")
                    .isEqualTo(Activations.shown(license, use).ends());
        }
    }

    @Test
    void r59TheNextStepOfOneUsedInTheFutureIsItsUseAndThenItsEnd() {
        License license =
                Sample.license("G").breakGlass(7).grants(Sample.POS, 4).make();
        Instant later = Instant.parse("2030-01-01T10:00:00Z");
        Map<Identity, Activation> uses =
                Map.of(Identity.of(license), Activating.begun(license, later, "olga", "the clock was wrong"));

        assertThat(assess(license, NOW, uses).nextChange()).contains(later);
        assertThat(assess(license, later, uses).nextChange()).contains(Instant.parse("2030-01-09T00:00:00Z"));
    }

    @Test
    void r59AUseOfADocumentIsNothingToAnOrdinaryOneThatTookItsNumber() {
        License ordinary = Sample.license("G").grants(Sample.POS, 4).make();
        Map<Identity, Activation> uses =
                Map.of(Identity.of(ordinary), new Activation(NOW, "olga", "why", LocalDate.parse("2026-06-16")));
        assertThat(assess(ordinary, NOW.plusSeconds(86_400 * 30), uses).byModule())
                .containsKey(Sample.POS);
    }

    @Test
    void r59ADocumentThatTookTheNumberOfAUsedOneIsUsedToo() {
        License used = Sample.license("G").breakGlass(3).make();
        Activation use = Activating.begun(used, NOW, "olga", "why");
        License other = Sample.license("G")
                .breakGlass(90)
                .from("2026-08-01")
                .grants(Sample.POS, 4)
                .make();
        for (String at : List.of("2026-06-15T12:00:00Z", "2026-08-01T00:00:00Z", "2026-08-20T00:00:00Z")) {
            Assessment assessment = assess(other, Instant.parse(at), Map.of(Identity.of(other), use));
            assertThat(assessment.byModule()).as(at).isEmpty();
        }
        assertThat(Activations.shown(other, Optional.of(use))).isEqualTo(other);

        License shorter = Sample.license("G")
                .breakGlass(90)
                .until("2026-06-16")
                .grants(Sample.POS, 4)
                .make();
        assertThat(assess(shorter, NOW, Map.of(Identity.of(shorter), use)).nextChange())
                .as("its own last day cuts a use that is for longer")
                .contains(Instant.parse("2026-06-17T00:00:00Z"));
    }

    @Test
    void r59WhoMayActivateWhat() {
        License glass = Sample.license("G").breakGlass(7).make();
        InstalledLicense dormant = entry(glass, LicenseState.NOT_YET_VALID, Optional.empty(), false);
        assertThat(Activating.refusal(dormant, NOW)).isEmpty();

        Activation use = Activating.begun(glass, NOW, "olga", "why");
        refused(Kind.ALREADY_USED, "olga", entry(glass, LicenseState.VALID, Optional.of(use), false));
        refused(Kind.ALREADY_USED, "once", entry(glass, LicenseState.EXPIRED, Optional.of(use), false));
        refused(Kind.ALREADY_USED, "once", entry(glass, LicenseState.REVOKED, Optional.of(use), false));
        refused(
                Kind.NOT_BREAK_GLASS,
                "ordinary",
                entry(Sample.license("O").make(), LicenseState.NOT_YET_VALID, Optional.empty(), false));
        refused(Kind.NOT_APPLICABLE, "USB drive", entry(glass, LicenseState.NOT_YET_VALID, Optional.empty(), true));
        License tomorrow = Sample.license("T").from("2026-06-16").breakGlass(7).make();
        refused(
                Kind.NOT_APPLICABLE,
                "is not-yet-valid",
                entry(tomorrow, LicenseState.NOT_YET_VALID, Optional.empty(), false));
        for (LicenseState state : LicenseState.values()) {
            if (state != LicenseState.NOT_YET_VALID && state != LicenseState.DAMAGED && state != LicenseState.VALID) {
                refused(Kind.NOT_APPLICABLE, "is " + state.code(), entry(glass, state, Optional.empty(), false));
            }
        }
        refused(
                Kind.NOT_APPLICABLE,
                "is damaged",
                new InstalledLicense(
                        new LicenseId("sha256:00"),
                        Optional.empty(),
                        LicenseState.DAMAGED,
                        Optional.of(new LocalizedText("It is damaged", "x")),
                        Optional.of(LicenseCheck.READABLE),
                        "api",
                        NOW,
                        false));
    }

    @Test
    void r59OfTwoVendorsDocumentsOfOneNumberTheOneIsMeantThatWaits() {
        License glass = Sample.license("G").breakGlass(7).make();
        License other = Sample.license("G").vendor("EVIL").make();
        InstalledLicense dormant = entry(glass, LicenseState.NOT_YET_VALID, Optional.empty(), false);
        InstalledLicense ordinary = entry(other, LicenseState.VALID, Optional.empty(), false);
        for (List<InstalledLicense> listed : List.of(List.of(dormant, ordinary), List.of(ordinary, dormant))) {
            assertThat(Activating.meant(listed, glass.id(), NOW)).contains(dormant);
        }
        assertThat(Activating.meant(List.of(ordinary), new LicenseId("X"), NOW)).isEmpty();
    }

    @Test
    void r59WhatIsTypedIsKeptOnOneLine() {
        License glass = Sample.license("G").breakGlass(7).make();
        Activation use = Activating.begun(glass, NOW.plusMillis(999), "olga\u202e", "no\nvendor " + "x".repeat(300));
        assertThat(use.by()).isEqualTo("olga");
        assertThat(use.reason()).startsWith("no vendor xxx").hasSize(LocalizedText.LONGEST_QUOTED);
        assertThat(use.at()).isEqualTo(NOW);
    }

    private static void refused(Kind kind, String why, InstalledLicense entry) {
        ActivationResult result = Activating.refusal(entry, NOW).orElseThrow();
        assertThat(result.kind()).isEqualTo(kind);
        assertThat(result.message().orElseThrow().english()).contains(why);
        assertThat(result.license()).contains(entry);
    }

    private static InstalledLicense entry(
            License license, LicenseState state, Optional<Activation> use, boolean vanishing) {
        return new InstalledLicense(
                license.id(),
                Optional.of(license),
                state,
                state == LicenseState.VALID
                        ? Optional.empty()
                        : Optional.of(new LocalizedText("It is " + state.code(), "x")),
                state.failed(),
                "api",
                NOW,
                vanishing,
                use);
    }

    private static Assessment assess(License license, Instant at, Map<Identity, Activation> uses) {
        return Assessment.of(
                List.of(new Document(license, false)),
                Map.of(Sample.POS, Sample.module(Sample.POS, "ACME", true)),
                new Circumstances(
                        at,
                        Set.of(Sample.DATA_SERVER),
                        key -> license.binding().equals(Binding.ANYWHERE) ? 0 : 5,
                        Set.of(),
                        any -> false,
                        kid -> false,
                        Marks.NONE.with(List.of(license)),
                        uses));
    }
}
