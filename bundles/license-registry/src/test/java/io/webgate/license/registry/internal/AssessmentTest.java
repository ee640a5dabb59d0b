// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import static io.webgate.license.registry.internal.Sample.DATA_SERVER;
import static io.webgate.license.registry.internal.Sample.OTHER;
import static io.webgate.license.registry.internal.Sample.POS;
import static io.webgate.license.registry.internal.Sample.SWITCH;
import static io.webgate.license.registry.internal.Sample.license;
import static io.webgate.license.registry.internal.Sample.module;
import static org.assertj.core.api.Assertions.assertThat;

class AssessmentTest {

    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
    private static final Map<ModuleId, Module> CATALOGUE =
            Map.of(POS, module(POS, "ACME", true, "bonus", "video"), SWITCH, module(SWITCH, "ACME", false));

    private Set<ApplicationId> played = Set.of(DATA_SERVER);
    private ToIntFunction<String> matching = key -> 0;
    private Set<String> media = Set.of();
    private Set<String> revokedKeys = Set.of();
    private Predicate<License> revoked = license -> false;

    private Assessment assess(Instant now, Sample... samples) {
        List<License> licenses = Arrays.stream(samples).map(Sample::make).toList();
        return Assessment.of(
                licenses.stream().map(license -> new Document(license, false)).toList(),
                CATALOGUE,
                new Circumstances(
                        now, played, matching, media, revoked, revokedKeys::contains, Marks.NONE.with(licenses)));
    }

    private static LicenseState state(Assessment assessment, String id) {
        return standing(assessment, id).state();
    }

    private static Standing standing(Assessment assessment, String id) {
        return assessment.standings().entrySet().stream()
                .filter(entry -> entry.getKey().id().value().equals(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Limit limit(Assessment assessment) {
        return assessment.byModule().getOrDefault(POS, Limit.NONE);
    }

    private static long sum(Assessment assessment, ModuleId module) {
        return assessment.byModule().getOrDefault(module, Limit.NONE).quantity();
    }

    @Test
    void tenRegistersAndFiveRegistersLetFifteenConnect_R5() {
        Assessment both =
                assess(NOON, license("a").grants(POS, 10), license("b").grants(POS, 5));

        assertThat(sum(both, POS)).isEqualTo(15);
        assertThat(limit(both).from()).containsExactly(new LicenseId("a"), new LicenseId("b"));
    }

    @Test
    void ofOneLineageOnlyTheHighestGenerationCounts_R5() {
        Assessment renewed = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10),
                license("b").lineage("l", 3).grants(POS, 4),
                license("c").lineage("l", 2).grants(POS, 7));

        assertThat(sum(renewed, POS)).isEqualTo(4);
        assertThat(state(renewed, "a")).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(state(renewed, "c")).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void oneGenerationIssuedTwiceCountsOnceTheLastIssued_R5() {
        Assessment twice = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10).issued("2025-12-02T00:00:00Z"),
                license("b").lineage("l", 1).grants(POS, 10),
                license("c").lineage("l", 1).grants(POS, 10));

        assertThat(sum(twice, POS)).isEqualTo(10);
        assertThat(state(twice, "a")).isEqualTo(LicenseState.VALID);
        assertThat(state(twice, "b")).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void ofOneGenerationForTwoMachinesTheFittingOneCounts_R5() {
        matching = key -> key.equals("HERE") ? 5 : 0;

        Assessment moved = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10).bound(Binding.machine("HERE")),
                license("b")
                        .lineage("l", 1)
                        .grants(POS, 10)
                        .bound(Binding.machine("THERE"))
                        .issued("2026-01-01T00:00:00Z"));

        assertThat(state(moved, "a")).isEqualTo(LicenseState.VALID);
        assertThat(state(moved, "b")).isEqualTo(LicenseState.OTHER_MACHINE);
        assertThat(sum(moved, POS)).isEqualTo(10);
    }

    @Test
    void sameLineageNameOfAnotherVendorIsAnotherLineage_R5() {
        Assessment two = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10),
                license("b").vendor("EVIL").lineage("l", 9).grants(POS, 1).supersedes("a"));

        assertThat(state(two, "a")).isEqualTo(LicenseState.VALID);
        assertThat(sum(two, POS)).isEqualTo(10);
    }

    @Test
    void sumBeyondTheGreatestLongStaysThere_T32() {
        Assessment much = assess(
                NOON,
                license("a").grants(POS, Long.MAX_VALUE),
                license("b").grants(POS, Long.MAX_VALUE),
                license("c").grants(POS, 1));

        assertThat(sum(much, POS)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sumsPastTheGreatestIntAreExact_T32() {
        assertThat(sum(
                        assess(
                                NOON,
                                license("a").grants(POS, 2147483647),
                                license("b").grants(POS, 1)),
                        POS))
                .isEqualTo(2147483648L);
    }

    @Test
    void onOffModuleIsOnOnceHoweverOftenLicensed_R28() {
        assertThat(sum(assess(NOON, license("a").grants(SWITCH, 5), license("b").grants(SWITCH, 1)), SWITCH))
                .isEqualTo(1);
        assertThat(sum(assess(NOON, license("a").grants(SWITCH, 0)), SWITCH)).isZero();
    }

    @Test
    void featuresOfAllLicencesUnite_R45() {
        Assessment united = assess(
                NOON,
                license("a").grants(POS, 1).feature("bonus"),
                license("b").feature("video").feature("unheard-of"));

        assertThat(limit(united).features()).containsExactlyInAnyOrder(new Feature("bonus"), new Feature("video"));
        assertThat(limit(united).from()).hasSize(2);
    }

    @Test
    void licenceCountsOnlyForModulesOfItsOwnVendor_R12() {
        Assessment foreign = assess(
                NOON,
                license("a").vendor("EVIL").grants(POS, 100).feature("bonus"),
                license("b").grants(POS, 1));

        assertThat(state(foreign, "a")).isEqualTo(LicenseState.VALID);
        assertThat(sum(foreign, POS)).isEqualTo(1);
        assertThat(limit(foreign).features()).isEmpty();
    }

    @Test
    void moduleThatTheCatalogueDoesNotKnowCountsForNothing() {
        assertThat(assess(NOON, license("a").grants(new ModuleId("demo.unknown"), 5))
                        .byModule())
                .isEmpty();
    }

    @Test
    void documentCountsOnlyWhereItsApplicationIsPlayed_R4() {
        Assessment elsewhere = assess(NOON, license("a").application(OTHER).grants(POS, 3));
        assertThat(state(elsewhere, "a")).isEqualTo(LicenseState.OTHER_APPLICATION);
        assertThat(sum(elsewhere, POS)).isZero();

        played = Set.of(DATA_SERVER, OTHER);
        assertThat(sum(assess(NOON, license("a").application(OTHER).grants(POS, 3)), POS))
                .isEqualTo(3);
    }

    @Test
    void hostThatPlaysNothingCountsNothing_R4() {
        played = Set.of();
        assertThat(state(assess(NOON, license("a").grants(POS, 3)), "a")).isEqualTo(LicenseState.OTHER_APPLICATION);
    }

    @ParameterizedTest
    @CsvSource({"2, OTHER_MACHINE", "3, VALID", "5, VALID"})
    void documentFitsWhileThreeGroupsMatch_R16(int groups, LicenseState expected) {
        matching = key -> groups;
        assertThat(state(assess(NOON, license("a").bound(Binding.machine("KEY"))), "a"))
                .isEqualTo(expected);
    }

    @Test
    void vendorMayDemandMoreMatchingGroups_R16() {
        matching = key -> 4;
        Binding all = new Binding(Binding.Kind.MACHINE, "KEY", 5);
        assertThat(state(assess(NOON, license("a").bound(all)), "a")).isEqualTo(LicenseState.OTHER_MACHINE);
    }

    @ParameterizedTest
    @CsvSource({"MEDIA, MEDIA_ABSENT", "SERVER, OTHER_SERVER", "LICENSE_SERVER, OTHER_SERVER", "ANYWHERE, VALID"})
    void bindingWithoutEvidenceDoesNotFit_R7(Binding.Kind kind, LicenseState expected) {
        Binding binding = kind == Binding.Kind.ANYWHERE ? Binding.ANYWHERE : new Binding(kind, "X", 0);
        assertThat(state(assess(NOON, license("a").bound(binding)), "a")).isEqualTo(expected);
    }

    @Test
    void documentOfWhichAKeyIsRevokedCountsForNothing_R12() {
        License license = license("a").grants(POS, 10).make();
        Circumstances circumstances = new Circumstances(
                NOON, played, matching, media, revoked, Set.of("stolen")::contains, Marks.NONE.with(List.of(license)));

        assertThat(quantity(Set.of(List.of("ed", "ml")), license, circumstances))
                .isEqualTo(10);
        assertThat(quantity(Set.of(List.of("stolen", "ml")), license, circumstances))
                .isZero();
        assertThat(quantity(Set.of(List.of("ed", "stolen")), license, circumstances))
                .isZero();
        // The vendor has signed the same contents again
        assertThat(quantity(Set.of(List.of("stolen", "ml"), List.of("new-ed", "new-ml")), license, circumstances))
                .isEqualTo(10);
    }

    private static long quantity(Set<List<String>> signedBy, License license, Circumstances circumstances) {
        Assessment assessment =
                Assessment.of(List.of(new Document(license, false, signedBy)), CATALOGUE, circumstances);
        LicenseState state = standing(assessment, "a").state();
        long quantity = assessment.byModule().getOrDefault(POS, Limit.NONE).quantity();
        assertThat(state).isEqualTo(quantity > 0 ? LicenseState.VALID : LicenseState.REVOKED);
        return quantity;
    }

    @Test
    void documentBoundToADriveFitsWhileThatDriveIsThere_R18() {
        String key = "0123456789ABCDEF".repeat(4);
        Sample bound = license("a")
                .bound(new Binding(Binding.Kind.MEDIA, key.toLowerCase(Locale.ROOT), 0))
                .grants(POS, 10);

        assertThat(state(assess(NOON, bound), "a")).isEqualTo(LicenseState.MEDIA_ABSENT);
        media = Set.of("F".repeat(64));
        assertThat(state(assess(NOON, bound), "a")).isEqualTo(LicenseState.MEDIA_ABSENT);
        media = Set.of(key);
        assertThat(state(assess(NOON, bound), "a")).isEqualTo(LicenseState.VALID);
    }

    @Test
    void revokedDocumentCountsForNothing_R7() {
        revoked = license -> license.id().value().equals("a");
        Assessment one = assess(NOON, license("a").grants(POS, 3));
        assertThat(state(one, "a")).isEqualTo(LicenseState.REVOKED);
        assertThat(sum(one, POS)).isZero();
    }

    @Test
    void everyStateButValidHasAReasonInBothLanguages_R7_R100() {
        revoked = license -> license.id().value().equals("revoked");
        Assessment all = assess(
                NOON,
                license("valid"),
                license("revoked"),
                license("application").application(OTHER),
                license("machine").bound(Binding.machine("KEY")),
                license("media").bound(new Binding(Binding.Kind.MEDIA, "X", 0)),
                license("server").bound(new Binding(Binding.Kind.SERVER, "X", 0)),
                license("expired").until("2026-06-14"),
                license("future").from("2026-06-16"),
                license("old").lineage("l", 1),
                license("new").lineage("l", 2),
                license("named"),
                license("namer").supersedes("named"));

        assertThat(all.standings().values().stream().map(Standing::state).distinct())
                .containsExactlyInAnyOrder(Arrays.stream(LicenseState.values())
                        .filter(state -> state != LicenseState.DAMAGED)
                        .toArray(LicenseState[]::new));
        all.standings().values().forEach(standing -> {
            assertThat(standing.reason().isEmpty()).isEqualTo(standing.state() == LicenseState.VALID);
            standing.reason().ifPresent(text -> assertThat(text.in(Locale.forLanguageTag("ru")))
                    .matches("(?s).*[А-Яа-я].*"));
        });
        assertThat(standing(all, "expired").reason().orElseThrow().english()).contains("2026-06-14");
        assertThat(standing(all, "old").reason().orElseThrow().english()).contains("generation 2");
    }

    @Test
    void whereSeveralReasonsApplyTheMostLastingIsGiven() {
        revoked = license -> license.id().value().equals("first");
        Binding away = Binding.machine("KEY");
        Assessment all = assess(
                NOON,
                license("first").application(OTHER).bound(away).until("2026-06-14"),
                license("second").application(OTHER).lineage("l", 1).bound(away).until("2026-06-14"),
                license("third").lineage("l", 1).bound(away).until("2026-06-14"),
                license("fourth").bound(away).until("2026-06-14"),
                license("fifth").until("2026-06-14"),
                license("newer").lineage("l", 2));

        assertThat(state(all, "first")).isEqualTo(LicenseState.REVOKED);
        assertThat(state(all, "second")).isEqualTo(LicenseState.OTHER_APPLICATION);
        assertThat(state(all, "third")).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(state(all, "fourth")).isEqualTo(LicenseState.OTHER_MACHINE);
        assertThat(state(all, "fifth")).isEqualTo(LicenseState.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,                2026-07-01T00:00:00Z",
        "Pacific/Kiritimati, 2026-06-30T10:00:00Z",
        "Etc/GMT+12,         2026-07-01T12:00:00Z",
        "Europe/Moscow,      2026-06-30T21:00:00Z",
        "America/St_Johns,   2026-07-01T02:30:00Z",
    })
    void licenceEndsAtTheEndOfItsLastDayInItsOwnZone_R10(String zone, Instant end) {
        Sample june = license("a").zone(zone).until("2026-06-30").grants(POS, 1);

        assertThat(sum(assess(end.minusNanos(1), june), POS)).isEqualTo(1);
        assertThat(sum(assess(end, june), POS)).isZero();
        assertThat(state(assess(end, june), "a")).isEqualTo(LicenseState.EXPIRED);
        assertThat(assess(end.minusNanos(1), june).nextChange()).contains(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-29, 2028-03-01T00:00:00Z",
        "2027-02-28, 2027-03-01T00:00:00Z",
        "2026-12-31, 2027-01-01T00:00:00Z"
    })
    void lastDayOfAMonthIsAWholeDay_R10_T18(String last, Instant end) {
        Sample licence = license("a").until(last).grants(POS, 1);
        assertThat(sum(assess(end.minusMillis(1), licence), POS)).isEqualTo(1);
        assertThat(sum(assess(end, licence), POS)).isZero();
    }

    @Test
    void dayThatBeginsAnHourLateBeginsWhenItBegins_T18() {
        // In Santiago the clock goes from 24:00 to 01:00 on 2026-09-06
        Sample spring = license("a").zone("America/Santiago").from("2026-09-06").grants(POS, 1);
        Instant begin = Instant.parse("2026-09-06T04:00:00Z");
        assertThat(sum(assess(begin.minusMillis(1), spring), POS)).isZero();
        assertThat(sum(assess(begin, spring), POS)).isEqualTo(1);
    }

    /** Any day, any zone, any moment near its ends: what a calendar in that zone says is what counts. */
    @Test
    void countsExactlyOnTheDaysOfItsOwnZone_R10_T18() {
        Random random = new Random(18);
        List<String> zones = ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> !zone.startsWith("SystemV"))
                .sorted()
                .toList();
        long first = LocalDate.of(2000, 1, 1).toEpochDay();
        long last = LocalDate.of(2100, 12, 31).toEpochDay();
        int days = 20_000;
        for (int i = 0; i < days; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            LocalDate from = LocalDate.ofEpochDay(random.nextLong(first, last));
            LocalDate until = from.plusDays(random.nextInt(400));
            Sample licence = license("a")
                    .zone(zone.getId())
                    .from(from.toString())
                    .until(until.toString())
                    .grants(POS, 1);
            for (LocalDate near : List.of(from, until, until.plusDays(1))) {
                // within 36 hours, to the nanosecond, and often within a second of midnight
                long nanos = random.nextBoolean()
                        ? random.nextLong(-129_600_000_000_000L, 129_600_000_000_000L)
                        : random.nextLong(-1_000_000_000L, 1_000_000_000L);
                Instant now = near.atStartOfDay(zone).toInstant().plusNanos(nanos);
                LocalDate today = LocalDate.ofInstant(now, zone);
                boolean counts = !today.isBefore(from) && !today.isAfter(until);
                assertThat(sum(assess(now, licence), POS))
                        .as("%s to %s in %s at %s", from, until, zone, now)
                        .isEqualTo(counts ? 1 : 0);
            }
        }
    }

    @Test
    void renewalLeavesNoGapAndNoOverlap_R10() {
        Sample old = license("a").lineage("l", 1).until("2026-06-30").grants(POS, 10);
        Sample renewal = license("b").lineage("l", 2).from("2026-07-01").grants(POS, 12);
        Instant step = Instant.parse("2026-07-01T00:00:00Z");

        Assessment before = assess(step.minusNanos(1), old, renewal);
        assertThat(sum(before, POS)).isEqualTo(10);
        assertThat(state(before, "b")).isEqualTo(LicenseState.NOT_YET_VALID);
        assertThat(before.nextChange()).contains(step);
        assertThat(sum(assess(step, old, renewal), POS)).isEqualTo(12);
    }

    @Test
    void renewalThatBeginsBeforeTheOldEndsNeverCountsWithIt_R10() {
        Sample old = license("a").lineage("l", 1).until("2026-07-31").grants(POS, 10);
        Sample renewal = license("b").lineage("l", 2).from("2026-07-01").grants(POS, 12);
        Instant step = Instant.parse("2026-07-01T00:00:00Z");

        assertThat(sum(assess(step.minusNanos(1), old, renewal), POS)).isEqualTo(10);
        assertThat(sum(assess(step, old, renewal), POS)).isEqualTo(12);
    }

    @Test
    void olderGenerationDoesNotReviveWhenTheNewerExpires_R5() {
        Assessment after = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10),
                license("b").lineage("l", 2).until("2026-05-31").grants(POS, 5));

        assertThat(state(after, "a")).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(sum(after, POS)).isZero();
    }

    @Test
    void newerGenerationForAnotherMachineSupersedesHereToo_R5() {
        Assessment moved = assess(
                NOON,
                license("a").lineage("l", 1).grants(POS, 10),
                license("b").lineage("l", 2).bound(Binding.machine("THERE")).grants(POS, 10));

        assertThat(sum(moved, POS)).isZero();
    }

    @Test
    void replacementByNameTakesEffectWhenTheReplacingOneBegins_R3() {
        Sample old = license("a").grants(POS, 10);
        Sample pro = license("b").supersedes("a").from("2026-07-01").grants(POS, 20);

        assertThat(sum(assess(NOON, old, pro), POS)).isEqualTo(10);
        assertThat(sum(assess(Instant.parse("2026-07-01T00:00:00Z"), old, pro), POS))
                .isEqualTo(20);
    }

    @Test
    void documentThatNamesItselfDoesNotSupersedeItself() {
        assertThat(state(assess(NOON, license("a").supersedes("a")), "a")).isEqualTo(LicenseState.VALID);
    }

    @Test
    void lateOlderGenerationNeverCounts_R8() {
        License old = license("a").lineage("l", 1).grants(POS, 10).make();
        License seen = license("b").lineage("l", 2).from("2027-01-01").make();
        Assessment late = Assessment.of(
                List.of(new Document(old, true)),
                CATALOGUE,
                new Circumstances(
                        NOON, played, matching, media, revoked, revokedKeys::contains, Marks.NONE.with(List.of(seen))));

        assertThat(state(late, "a")).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void highWaterMarkOutlivesTheDocumentThatLeftIt_R8() {
        License old = license("a").lineage("l", 1).grants(POS, 10).make();
        License gone = license("b").lineage("l", 2).make();
        Assessment after = Assessment.of(
                List.of(new Document(old, false)),
                CATALOGUE,
                new Circumstances(
                        NOON,
                        played,
                        matching,
                        media,
                        revoked,
                        revokedKeys::contains,
                        Marks.NONE.with(List.of(old, gone))));

        assertThat(state(after, "a")).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void withoutDocumentsNothingIsLicensedAndNothingWillChange() {
        Assessment none = assess(NOON);
        assertThat(none.byModule()).isEmpty();
        assertThat(none.nextChange()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LicenseState.class)
    void everyStateHasItsOwnName_R7(LicenseState state) {
        assertThat(Arrays.stream(LicenseState.values())
                        .filter(other -> other.code().equals(state.code())))
                .containsExactly(state);
    }
}
