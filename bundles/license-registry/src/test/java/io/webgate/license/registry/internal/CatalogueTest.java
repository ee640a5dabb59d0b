// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.internal.Catalogue.BundleEntries;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTest {

    private static final ModuleId ID = new ModuleId("demo.pos");
    private static final byte[] ENTRY = entry("Registers");
    private static final byte[] CHANGED = entry("Cash registers");

    private static final KeyRing KEYS = KeyRing.of(Stream.of(Vendor.ACME, Vendor.EVIL)
            .flatMap(vendor -> vendor.ring().keys().stream())
            .toList());

    static byte[] entry(String title) {
        return ("{\"module\":\"demo.pos\",\"title\":{\"en\":\"" + title
                        + "\",\"ru\":\"Кассы\"},\"metric\":\"devices\",\"counting\":\"connections\",\"summed\":true,"
                        + "\"cut\":\"newest\",\"effect\":\"suspend\",\"goesOn\":[],\"features\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static Catalogue.Signed verify(byte[] entry) throws LicenseFormatException {
        return verify(entry, KEYS);
    }

    static Catalogue.Signed verify(byte[] entry, KeyRing keys) throws LicenseFormatException {
        SignedDocument signed = SignedDocument.verify(entry, Purpose.CATALOGUE, keys);
        return new Catalogue.Signed(signed.payload(), CatalogueEntries.parse(signed.payload(), signed.vendor()));
    }

    static byte[] signed(Vendor vendor, byte[] entry) throws LicenseFormatException {
        return vendor.catalogueSigner().sign(entry);
    }

    private static BundleEntries plain(byte[] entry) {
        return new BundleEntries("plain", Map.of(ID.value(), entry), Map.of());
    }

    private static BundleEntries third(byte[] entry, byte[] signature) {
        return new BundleEntries("third", Map.of(ID.value(), entry), Map.of(ID.value(), signature));
    }

    @Test
    void entryCountsWhereABundleBringsTheVeryBytesThatWereSigned_R12() throws Exception {
        Catalogue catalogue =
                new Catalogue(List.of(signed(Vendor.ACME, ENTRY)), CatalogueTest::verify, CatalogueTest::verify);

        Catalogue.View view = catalogue.view(List.of(plain(ENTRY)), KEYS);

        assertThat(view.modules()).containsOnlyKeys(ID);
        assertThat(view.modules().values()).extracting(Module::vendor).containsExactly("ACME");
        assertThat(view.missing()).isEmpty();
        assertThat(view.isSound()).isTrue();
    }

    @Test
    void moduleWhoseBundleIsGoneIsMissing_R53() throws Exception {
        Catalogue catalogue =
                new Catalogue(List.of(signed(Vendor.ACME, ENTRY)), CatalogueTest::verify, CatalogueTest::verify);

        assertThat(catalogue.view(List.of(), KEYS).missing()).containsExactly(ID);
        assertThat(catalogue.view(List.of(plain(CHANGED)), KEYS).missing()).containsExactly(ID);
        assertThat(catalogue.view(List.of(plain(CHANGED)), KEYS).modules()).isEmpty();
    }

    @Test
    void thirdPartysEntryCountsWithItsOwnVendorsSignature_R57() throws Exception {
        Catalogue catalogue = new Catalogue(List.of(), CatalogueTest::verify, CatalogueTest::verify);

        Catalogue.View view = catalogue.view(List.of(third(ENTRY, signed(Vendor.EVIL, ENTRY))), KEYS);

        assertThat(view.modules().values()).extracting(Module::vendor).containsExactly("EVIL");
        assertThat(catalogue.view(List.of(), KEYS).missing()).isEmpty();
    }

    @Test
    void entryThatNobodyTrustedSignedDoesNotExist_R57() throws Exception {
        Catalogue catalogue = new Catalogue(List.of(), CatalogueTest::verify, CatalogueTest::verify);

        assertThat(catalogue.view(List.of(plain(ENTRY)), KEYS).modules()).isEmpty();
        assertThat(catalogue
                        .view(List.of(third(ENTRY, signed(new Vendor("NOBO"), ENTRY))), KEYS)
                        .modules())
                .isEmpty();
        assertThat(catalogue
                        .view(List.of(third(CHANGED, signed(Vendor.ACME, ENTRY))), KEYS)
                        .modules())
                .isEmpty();
        assertThat(catalogue.view(List.of(third(ENTRY, new byte[] {'x'})), KEYS).modules())
                .isEmpty();
    }

    @Test
    void signatureOfALicenceKeyIsNoneOverACatalogue_T23() {
        byte[] license = Vendor.ACME.issue(terms -> {}).bytes();
        Catalogue catalogue = new Catalogue(List.of(), CatalogueTest::verify, CatalogueTest::verify);
        assertThat(catalogue.view(List.of(third(ENTRY, license)), KEYS).modules())
                .isEmpty();
    }

    @Test
    void thirdPartyCannotTakeAModuleOfTheDistribution_R12() throws Exception {
        Catalogue catalogue =
                new Catalogue(List.of(signed(Vendor.ACME, ENTRY)), CatalogueTest::verify, CatalogueTest::verify);

        Catalogue.View both = catalogue.view(List.of(plain(ENTRY), third(CHANGED, signed(Vendor.EVIL, CHANGED))), KEYS);
        assertThat(both.modules().values()).extracting(Module::vendor).containsExactly("ACME");

        Catalogue.View alone = catalogue.view(List.of(third(CHANGED, signed(Vendor.EVIL, CHANGED))), KEYS);
        assertThat(alone.modules()).isEmpty();
        assertThat(alone.missing()).containsExactly(ID);
    }

    @Test
    void moduleThatTwoThirdPartiesDefineDifferentlyDoesNotExist_R12() throws Exception {
        Catalogue catalogue = new Catalogue(List.of(), CatalogueTest::verify, CatalogueTest::verify);

        assertThat(catalogue
                        .view(
                                List.of(
                                        third(ENTRY, signed(Vendor.ACME, ENTRY)),
                                        third(ENTRY, signed(Vendor.EVIL, ENTRY))),
                                KEYS)
                        .modules())
                .isEmpty();
    }

    @Test
    void keyThatDoesNotCountNowSignsNoThirdPartysEntry_R12() throws Exception {
        Instant end = Instant.parse("2026-06-15T12:00:00Z");
        List<TrustedKey> ended = Vendor.ACME.ring().keys().stream()
                .map(key -> new TrustedKey(
                        key.kid(),
                        key.vendor(),
                        key.algorithm(),
                        key.publicKey(),
                        key.purposes(),
                        key.from(),
                        Optional.of(end)))
                .toList();
        byte[] signed = signed(Vendor.ACME, ENTRY);
        SteppedTime time = new SteppedTime("2026-06-15T11:59:59Z");
        EntrySignatures entries = new EntrySignatures(KeyRing.of(ended), time);
        assertThat(entries.ofThirdParty(signed, KeyRing.of(ended)).module().id())
                .isEqualTo(ID);

        time.pass(Duration.ofSeconds(1));
        Catalogue catalogue = new Catalogue(List.of(), entries::ofDistribution, entries::ofThirdParty);
        assertThat(catalogue
                        .view(List.of(third(ENTRY, signed)), KeyRing.of(ended))
                        .modules())
                .isEmpty();
        assertThat(new Catalogue(List.of(signed), entries::ofDistribution, entries::ofThirdParty)
                        .view(List.of(plain(ENTRY)), KEYS)
                        .isSound())
                .as("the distribution's own entry goes by the trust that it was made with")
                .isTrue();
    }

    @Test
    void distributionWithAnEntryThatDoesNotVerifyIsNotSound_R53() {
        assertThat(new Catalogue(List.of(new byte[] {'x'}), CatalogueTest::verify, CatalogueTest::verify)
                        .view(List.of(), KEYS)
                        .isSound())
                .isFalse();
    }
}
