// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.offline.OfflineRules;
import io.webgate.license.text.MachineKeyText;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R60: what documents give, for who has them and no host. */
class OfflineAssessmentTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final byte[] ENTRY =
            ("{\"module\":\"demo.pos\",\"title\":{\"en\":\"Module\",\"ru\":\"\u041c\u043e\u0434\u0443\u043b\u044c\"},"
                            + "\"metric\":\"devices\",\"counting\":\"connections\",\"summed\":true,\"cut\":\"newest\","
                            + "\"effect\":\"suspend\",\"goesOn\":[],\"features\":[]}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final String KEY = key(1);
    private static final OfflineRules RULES = OfflineRules.of(Vendor.ACME.ring());

    private final Vendor.Paper three = licence("a", 3);
    private final Vendor.Paper two = licence("b", 2);

    @Test
    void limitsThatTheDocumentsGiveAreNotContradicted() throws Exception {
        assertThat(contradictions(recorded(5, three, two), file(three), file(two), entry()))
                .isEmpty();
    }

    @Test
    void oneUnitMoreThanTheDocumentsGiveIsFound() throws Exception {
        assertThat(contradictions(recorded(6, three, two), file(three), file(two), entry()))
                .singleElement()
                .asString()
                .contains("demo.pos", "recorded 6", "give 5");
    }

    @Test
    void aDocumentThatCountsWithoutBeingNamedIsFound() throws Exception {
        assertThat(contradictions(recorded(3, three), file(three), file(two), entry()))
                .isNotEmpty();
    }

    @Test
    void aDefinitionThatIsNotTheSignedOneIsFound() throws Exception {
        Limits limits = recorded(3, three);
        Module other = Sample.module(Sample.POS, "ACME", false);
        Limits changed = new Limits(1, NOW, Optional.empty(), Map.of(Sample.POS, other), limits.byModule());
        assertThat(contradictions(changed, file(three), entry()).get(0)).contains("definition of demo.pos");
    }

    @Test
    void aDefinitionThatNobodySignedIsFound() throws Exception {
        assertThat(contradictions(recorded(3, three), file(three)))
                .singleElement()
                .asString()
                .contains("no signed definition of demo.pos");
    }

    @Test
    void r10AnEndOfALicenceThatIsNotRecordedIsFound() throws Exception {
        Vendor.Paper ending =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 3).until(LocalDate.parse("2026-07-30")));
        Limits silent = recorded(3, ending);
        assertThat(contradictions(silent, file(ending), entry()))
                .singleElement()
                .asString()
                .contains("next change: recorded none");
        Instant end = ending.license().ends().orElseThrow();
        assertThat(contradictions(until(silent, end.plusSeconds(1)), file(ending), entry()))
                .hasSize(1);
        assertThat(contradictions(until(silent, end), file(ending), entry())).isEmpty();
        assertThat(contradictions(until(silent, end.minusSeconds(1)), file(ending), entry()))
                .as("another document, which did not count yet, may begin before")
                .isEmpty();
    }

    private static Limits until(Limits limits, Instant next) {
        return new Limits(limits.revision(), limits.at(), Optional.of(next), limits.modules(), limits.byModule());
    }

    @Test
    void r11OfSeveralListsTheNewestCounts() throws Exception {
        SignedFile older =
                new SignedFile(SignedFile.Kind.REVOCATION, "ACME-1", Vendor.ACME.revoke(1, List.of(), List.of()));
        SignedFile newer = new SignedFile(
                SignedFile.Kind.REVOCATION,
                "ACME-2",
                Vendor.ACME.revoke(2, List.of(three.license().id()), List.of()));
        assertThat(contradictions(recorded(3, three), older, file(three), entry()))
                .isEmpty();
        assertThat(contradictions(recorded(3, three), older, newer, file(three), entry()))
                .isNotEmpty();
        assertThat(contradictions(recorded(3, three), newer, older, file(three), entry()))
                .isNotEmpty();
    }

    @Test
    void aDocumentOfNobodyWhoIsTrustedIsFound() throws Exception {
        Vendor.Paper forged = Vendor.EVIL.issue(terms -> terms.entitlement(Sample.POS, 3));
        assertThat(contradictions(recorded(3, forged), file(forged), entry())).isNotEmpty();
    }

    @Test
    void aDocumentThatHadExpiredOrWasRevokedIsFound() throws Exception {
        Vendor.Paper over =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 3).until(LocalDate.parse("2026-05-30")));
        assertThat(contradictions(recorded(3, over), file(over), entry())).isNotEmpty();
        SignedFile list = new SignedFile(
                SignedFile.Kind.REVOCATION,
                "ACME-1",
                Vendor.ACME.revoke(1, List.of(three.license().id()), List.of()));
        assertThat(contradictions(recorded(3, three), file(three), list, entry()))
                .isNotEmpty();
    }

    @Test
    void anEntryIsSignedWithAnAnnouncedKeyToo_R12_R57() throws Exception {
        Vendor next = Vendor.ACME.withNewKeys();
        SignedFile entry = new SignedFile(
                SignedFile.Kind.CATALOGUE,
                Sample.POS.value(),
                next.catalogueSigner().sign(ENTRY));
        assertThat(contradictions(recorded(3, three), file(three), entry)).isNotEmpty();
        assertThat(contradictions(
                        recorded(3, three),
                        file(three),
                        entry,
                        announced(Vendor.ACME, 1, next.keys(Purpose.CATALOGUE, Optional.empty()))))
                .isEmpty();
    }

    @Test
    void whatAReplacedAnnouncementNamedIsKnownInWhateverOrderAndCountsForNothing_R12() throws Exception {
        Vendor next = Vendor.ACME.withNewKeys();
        Vendor last = Vendor.ACME.withNewKeys();
        SignedFile first = announced(Vendor.ACME, 1, next.keys(Purpose.KEYS, Optional.empty()));
        SignedFile second = announced(Vendor.ACME, 2, List.of());
        SignedFile onIt = announced(next, 1, last.keys(Purpose.LICENSE, Optional.empty()));
        Vendor.Paper three = last.issue(terms -> terms.entitlement(Sample.POS, 3));

        assertThat(contradictions(recorded(3, three), file(three), onIt, first, entry()))
                .isEmpty();
        assertThat(contradictions(recorded(3, three), file(three), onIt, second, first, entry()))
                .hasSize(1);
        assertThat(contradictions(recorded(0), file(three), onIt, first, second, entry()))
                .isEmpty();
    }

    private static SignedFile announced(Vendor signer, long number, List<TrustedKey> keys) {
        return new SignedFile(SignedFile.Kind.KEYS, "ACME-" + number, signer.announce(number, keys, Set.of()));
    }

    @Test
    void whatIsBuiltInHasNoDocumentAndIsTakenAsItIs() throws Exception {
        assertThat(contradictions(recorded(9, three), entry())).isEmpty();
    }

    @Test
    void aDocumentUnderAnothersNameStandsForNothing() throws Exception {
        SignedFile renamed =
                new SignedFile(SignedFile.Kind.LICENSE, two.license().id().value(), three.bytes());
        Limits limits = recorded(2, two);
        assertThat(contradictions(limits, renamed, entry())).isEmpty();
        assertThat(contradictions(limits, renamed, file(two), entry())).isEmpty();
        assertThat(contradictions(recorded(5, two), renamed, file(two), entry()))
                .isNotEmpty();
    }

    @Test
    void anotherLicenceCountsInFromItsFirstDay() throws Exception {
        Vendor.Paper more =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10).from(LocalDate.parse("2026-07-01")));
        var besides = RULES.besides(origin(KEY), more.bytes(), List.of());
        assertThat(limitWith(besides, NOW)).isEqualTo(5);
        assertThat(limitWith(besides, Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo(15);
        assertThat(besides.assumed()).isEmpty();
    }

    @Test
    void aRenewalTakesThePlaceOfWhatItRenews() throws Exception {
        Vendor.Paper renewal =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10).lineage(new Lineage("a"), 2));
        assertThat(limitWith(RULES.besides(origin(KEY), renewal.bytes(), List.of()), NOW))
                .isEqualTo(12);
    }

    @Test
    void aLicenceForAnotherComputerOrApplicationWouldNotHaveCounted() {
        Vendor.Paper elsewhere =
                Vendor.ACME.issueTo(Binding.machine(key(9)), terms -> terms.entitlement(Sample.POS, 10));
        assertThatThrownBy(() -> RULES.besides(origin(KEY), elsewhere.bytes(), List.of()))
                .isInstanceOf(OfflineRules.NotHere.class);
        Journal.Origin other =
                new Journal.Origin(KEY, Set.of(new ApplicationId("demo.other")), "1", ZoneId.of("UTC"), NOW);
        assertThatThrownBy(() -> RULES.besides(other, three.bytes(), List.of()))
                .isInstanceOf(OfflineRules.NotHere.class);
    }

    @Test
    void whatIsAssumedIsSaid() throws Exception {
        Vendor.Paper here = Vendor.ACME.issueTo(Binding.machine(KEY), terms -> terms.entitlement(Sample.POS, 10));
        assertThat(RULES.besides(origin(KEY), here.bytes(), List.of()).assumed())
                .isEmpty();
        assertThat(RULES.besides(origin(""), here.bytes(), List.of()).assumed()).hasSize(1);
    }

    /** Away from the host nobody knows when it was activated, only that the recorded limits were made of it. */
    @Test
    void r59ABreakGlassLicenceCountsWhereTheRecordSaysSoAndByItsOwnDaysAlone() throws Exception {
        Vendor.Paper glass = Vendor.ACME.issue(terms ->
                terms.entitlement(Sample.POS, 4).breakGlass(5).until(LocalDate.ofInstant(NOW, ZoneId.of("UTC"))));
        Instant end = glass.license().ends().orElseThrow();
        assertThat(contradictions(until(recorded(4, glass), end), file(glass), entry()))
                .isEmpty();
        assertThat(contradictions(until(recorded(5, glass), end), file(glass), entry()))
                .hasSize(1);
        assertThat(contradictions(until(recorded(3, three), end), file(three), file(glass), entry()))
                .as("it has not been activated")
                .isEmpty();
        Limits tomorrow = new Limits(
                2,
                NOW.plus(Duration.ofDays(1)),
                Optional.empty(),
                recorded(4, glass).modules(),
                recorded(4, glass).byModule());
        assertThat(contradictions(tomorrow, file(glass), entry())).hasSize(1);
        assertThatThrownBy(() -> RULES.besides(origin(KEY), glass.bytes(), List.of()))
                .isInstanceOf(OfflineRules.NotHere.class)
                .hasMessageContaining("activat");
    }

    @Test
    void aDamagedLicenceIsNoneAtAll() {
        byte[] bytes = three.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> RULES.besides(origin(KEY), bytes, List.of()))
                .isInstanceOf(LicenseFormatException.class);
    }

    private long limitWith(OfflineRules.Besides besides, Instant at) throws Exception {
        return besides.with(origin(KEY), recorded(5, three, two), List.of(file(three), file(two), entry()), at)
                .of(Sample.POS)
                .quantity();
    }

    private static Vendor.Paper licence(String lineage, long quantity) {
        return Vendor.ACME.issue(
                terms -> terms.entitlement(Sample.POS, quantity).lineage(new Lineage(lineage), 1));
    }

    private static List<String> contradictions(Limits limits, SignedFile... files) {
        return RULES.contradictions(origin(KEY), limits, List.of(files));
    }

    private static Limits recorded(long quantity, Vendor.Paper... from) throws LicenseFormatException {
        Module module = CatalogueEntries.parse(ENTRY, "ACME");
        Map<ModuleId, Limit> limits = Map.of(
                Sample.POS,
                new Limit(
                        quantity,
                        Set.of(),
                        List.of(from).stream()
                                .map(paper -> paper.license().id())
                                .toList()));
        return new Limits(1, NOW, Optional.empty(), Map.of(Sample.POS, module), limits);
    }

    private static SignedFile file(Vendor.Paper paper) {
        return new SignedFile(SignedFile.Kind.LICENSE, paper.license().id().value(), paper.bytes());
    }

    private static SignedFile entry() throws LicenseFormatException {
        return new SignedFile(
                SignedFile.Kind.CATALOGUE,
                Sample.POS.value(),
                Vendor.ACME.catalogueSigner().sign(ENTRY));
    }

    private static Journal.Origin origin(String host) {
        return new Journal.Origin(host, Set.of(Sample.DATA_SERVER), "1", ZoneId.of("UTC"), NOW);
    }

    private static String key(int first) {
        return MachineKeyText.of(IntStream.range(first, first + MachineKeyText.COMPONENTS)
                        .mapToObj(OptionalInt::of)
                        .toList())
                .toString();
    }
}
