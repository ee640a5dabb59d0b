// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.LicenseFormatException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** A vendor's statements that are no licences: revocation lists, key announcements, time receipts, manifests (R10–R12). */
class StatementTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:15:30Z");
    private static final String NONCE = "abcdefghijklmnopqrstuvwxyz-_0123";
    private static final String SHA = "0123456789abcdef".repeat(4);

    private static final Forge VENDOR = new Forge("MIKO", 1, EnumSet.allOf(Purpose.class));
    private static final Forge NEXT = new Forge("MIKO", 2, Set.of(Purpose.LICENSE));

    private static final RevocationList LIST = new RevocationList(
            "MIKO",
            7,
            AT,
            AT.plusSeconds(86_400),
            Set.of(new LicenseId("MIKO-2"), new LicenseId("MIKO-1")),
            Set.of(NEXT.mlDsa().kid()));
    private static final String LIST_TEXT = "{\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\",\"number\":7,"
            + "\"nextUpdate\":\"2026-11-23T10:15:30Z\",\"licenses\":[\"MIKO-1\",\"MIKO-2\"],\"keys\":[\""
            + NEXT.mlDsa().kid() + "\"]}";

    private static final Kind REVOCATION =
            new Kind(Purpose.REVOCATION, LIST_TEXT, LIST, LIST.payload(), RevocationList::read);
    private static final Kind KEYS = new Kind(
            Purpose.KEYS, announcementText(), announcement(), announcement().payload(), KeyAnnouncement::read);
    private static final Kind TIME_RECEIPT = new Kind(
            Purpose.TIME_RECEIPT,
            "{\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\",\"nonce\":\"" + NONCE + "\"}",
            new TimeReceipt("MIKO", AT, NONCE),
            new TimeReceipt("MIKO", AT, NONCE).payload(),
            TimeReceipt::read);
    private static final Kind MANIFEST = new Kind(
            Purpose.MANIFEST,
            "{\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\",\"version\":\"1.0\",\"bundles\":["
                    + "{\"name\":\"io.webgate.a\",\"version\":\"1.0.0\",\"sha256\":\"" + SHA + "\"},"
                    + "{\"name\":\"io.webgate.b\",\"version\":\"1.0.0\",\"sha256\":\"" + SHA + "\"}]}",
            manifest(),
            manifest().payload(),
            Manifest::read);

    static List<Kind> kinds() {
        return List.of(REVOCATION, KEYS, TIME_RECEIPT, MANIFEST);
    }

    /** A kind with a payload, what it says, the payload that this makes, and the way to read it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Kind(Purpose purpose, String text, Object value, byte[] written, Reader reader) {

        Object read(String payload) throws LicenseFormatException {
            return reader.read(VENDOR.document(payload.getBytes(UTF_8), purpose), VENDOR.ring());
        }

        @Override
        public String toString() {
            return purpose.code();
        }
    }

    interface Reader {
        Object read(byte[] file, KeyRing ring) throws LicenseFormatException;
    }

    private static KeyAnnouncement announcement() {
        return new KeyAnnouncement("MIKO", 3, AT, List.of(NEXT.mlDsa(), NEXT.ed25519()), Set.of("old-key"));
    }

    private static String announcementText() {
        var keys = new StringBuilder();
        for (TrustedKey key : announcement().keys()) {
            keys.append(keys.isEmpty() ? "" : ",")
                    .append("{\"kid\":\"" + key.kid() + "\",\"algorithm\":\""
                            + key.algorithm().jwsName() + "\",\"publicKey\":\"" + Base64Url.encode(key.publicKey())
                            + "\",\"purposes\":[\"license\"],\"from\":\"2026-01-01T00:00:00Z\","
                            + "\"until\":\"2030-01-01T00:00:00Z\"}");
        }
        return "{\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\",\"number\":3,\"keys\":[" + keys
                + "],\"revoked\":[\"old-key\"]}";
    }

    private static Manifest manifest() {
        return new Manifest(
                "MIKO",
                AT,
                "1.0",
                List.of(
                        new Manifest.Entry("io.webgate.b", "1.0.0", SHA),
                        new Manifest.Entry("io.webgate.a", "1.0.0", SHA)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isWrittenAndReadInOneForm_R2(Kind kind) throws LicenseFormatException {
        assertThat(new String(kind.written, UTF_8)).isEqualTo(kind.text);
        assertThat(kind.read(kind.text)).isEqualTo(kind.value);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatALaterVersionAddsIsIgnored_R3(Kind kind) throws LicenseFormatException {
        String more = kind.text.substring(0, kind.text.length() - 1) + ",\"zz\":{\"a\":1}}";
        assertThat(kind.read(more)).isEqualTo(kind.value);

        assertFault(Fault.CRITICAL, kind, more.replace(",\"zz\"", ",\"critical\":[\"zz\"],\"zz\""));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesAnotherFormOrAnotherVendor_R2(Kind kind) {
        assertFault(Fault.NOT_CANONICAL, kind, swapped(kind.text));
        assertFault(Fault.CONTENT, kind, kind.text.replace("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\""));
        assertFault(Fault.CONTENT, kind, kind.text.replace("\"vendor\":\"MIKO\"", "\"vendor\":\"miko\""));
        assertFault(Fault.UNKNOWN_KEY, kind, kind.text.replace("2026-11-22T10:15:30Z", "2025-11-22T10:15:30Z"));
        assertFault(Fault.MALFORMED, kind, kind.text.substring(1));
    }

    private static String swapped(String text) {
        String head = "\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\"";
        return text.replace(head, "\"issuedAt\":\"2026-11-22T10:15:30Z\",\"vendor\":\"MIKO\"");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neverPassesForAnotherKind_T23(Kind kind) {
        byte[] license = VENDOR.license(Forge.SHOP);
        assertThatThrownBy(() -> kind.reader.read(license, VENDOR.ring()))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(Fault.WRONG_PURPOSE);
        byte[] statement = VENDOR.document(kind.written, kind.purpose());
        assertThatThrownBy(() -> LicenseDocuments.read(statement, VENDOR.ring()))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(Fault.WRONG_PURPOSE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFileTellsWhichKindItClaimsToBe(Kind kind) throws LicenseFormatException {
        assertThat(SignedDocument.claimedPurpose(VENDOR.document(kind.written, kind.purpose())))
                .contains(kind.purpose());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFileTellsWhoseItClaimsToBe(Kind kind) throws LicenseFormatException {
        assertThat(UnverifiedDocument.read(VENDOR.document(kind.written, kind.purpose()))
                        .claimedVendor())
                .contains("MIKO");
        for (String nonsense : List.of("{}", "{\"vendor\":7}", "[")) {
            assertThat(UnverifiedDocument.read(VENDOR.document(nonsense.getBytes(UTF_8), kind.purpose()))
                            .claimedVendor())
                    .as(nonsense)
                    .isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDocumentClaimsNothing() throws LicenseFormatException {
        assertThat(SignedDocument.claimedPurpose(Forge.envelope(
                        new byte[1],
                        VENDOR.part(Algorithm.ED25519, Forge.header("EdDSA", "k", "other+jws"), new byte[1]),
                        VENDOR.part(Algorithm.ML_DSA_65, Forge.header("EdDSA", "k", "other+jws"), new byte[1]))))
                .isEmpty();
        assertThatThrownBy(() -> SignedDocument.claimedPurpose("PK\3\4".getBytes(UTF_8)))
                .isInstanceOf(LicenseFormatException.class);
        assertThatThrownBy(() -> SignedDocument.claimedPurpose(new byte[LicenseDocuments.MAX_BYTES + 1]))
                .isInstanceOf(LicenseFormatException.class);
    }

    @Test
    void refusesWhatMakesNoSense_R11_R12() {
        assertFault(Fault.CONTENT, REVOCATION, LIST_TEXT.replace("\"number\":7", "\"number\":0"));
        assertFault(
                Fault.CONTENT,
                REVOCATION,
                LIST_TEXT.replace("\"nextUpdate\":\"2026-11-23", "\"nextUpdate\":\"2026-11-22"));
        assertFault(Fault.CONTENT, REVOCATION, LIST_TEXT.replace(NEXT.mlDsa().kid(), "../../x"));
        assertFault(
                Fault.NOT_CANONICAL, REVOCATION, LIST_TEXT.replace("\"MIKO-1\",\"MIKO-2\"", "\"MIKO-2\",\"MIKO-1\""));
        String keys = announcementText();
        assertFault(Fault.CONTENT, KEYS, keys.replace("\"number\":3", "\"number\":-3"));
        assertFault(Fault.CONTENT, KEYS, keys.replace("[\"license\"]", "[\"keys\",\"license\"]"));
        assertFault(Fault.CONTENT, KEYS, keys.replace(NEXT.ed25519().kid(), "another-name"));
        assertFault(Fault.CONTENT, TIME_RECEIPT, TIME_RECEIPT.text.replace(NONCE, NONCE + "x"));
        assertFault(Fault.CONTENT, MANIFEST, MANIFEST.text.replace("io.webgate.b", "io.webgate.a"));
        assertFault(Fault.CONTENT, MANIFEST, MANIFEST.text.replace(SHA, SHA.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void aLicenceCarriesStatementsThatEarlierVersionsIgnore_R11() throws LicenseFormatException {
        License shop = Forge.shop();
        byte[] list = VENDOR.document(LIST.payload(), Purpose.REVOCATION);
        byte[] file = VENDOR.document(LicenseDocuments.payload(shop, List.of(list)), Purpose.LICENSE);

        LicenseDocuments.Opened opened = LicenseDocuments.open(file, VENDOR.ring());
        assertThat(opened.license()).isEqualTo(shop);
        assertThat(opened.kids())
                .containsExactly(VENDOR.ed25519().kid(), VENDOR.mlDsa().kid());
        assertThat(opened.attached()).singleElement().isEqualTo(list);
        assertThat(new String(LicenseDocuments.payload(shop, List.of(list)), UTF_8))
                .startsWith(Forge.SHOP.substring(0, Forge.SHOP.length() - 1) + ",\"attached\":[\"{");
        assertThat(LicenseDocuments.payload(shop, List.of())).isEqualTo(LicenseDocuments.payload(shop));
        assertThat(LicenseDocuments.open(VENDOR.license(Forge.SHOP), VENDOR.ring())
                        .attached())
                .isEmpty();
    }

    @Test
    void aHostAsksInOneForm_R10() throws LicenseFormatException {
        HostRequest request = new HostRequest(
                "0123-4567-89AB-CDEF-GHJK-MNPQ",
                List.of(),
                List.of("powerpos.data-server", "openservice.data-server"),
                "1.0",
                Optional.of("Кафе «У моря»"),
                AT,
                NONCE);
        String text = "{\"kind\":\"webgate-request\",\"machineKey\":\"0123-4567-89AB-CDEF-GHJK-MNPQ\",\"media\":[],"
                + "\"applications\":[\"openservice.data-server\",\"powerpos.data-server\"],\"version\":\"1.0\","
                + "\"holder\":\"Кафе «У моря»\",\"time\":\"2026-11-22T10:15:30Z\",\"nonce\":\"" + NONCE + "\"}";
        assertThat(new String(request.toJson(), UTF_8)).isEqualTo(text);
        assertThat(HostRequest.parse((text + "\r\n").getBytes(UTF_8))).isEqualTo(request);
        assertThat(HostRequest.parse((text.substring(0, text.length() - 1) + ",\"zz\":1}").getBytes(UTF_8)))
                .isEqualTo(request);
        for (String bad : List.of(
                text.replace("webgate-request", "webgate-licence"),
                text.replace(NONCE, "short"),
                text.replace("\"media\":[],", ""),
                text.replace(",\"version\"", ", \"version\""))) {
            assertThatThrownBy(() -> HostRequest.parse(bad.getBytes(UTF_8)))
                    .as(bad)
                    .isInstanceOf(LicenseFormatException.class);
        }
    }

    @Test
    void r59AHostTellsItsVendorWhichBreakGlassLicencesItUsed() throws LicenseFormatException {
        HostRequest request = new HostRequest(
                "K",
                List.of(),
                List.of(),
                "1.0",
                Optional.empty(),
                AT,
                NONCE,
                List.of(
                        new HostRequest.Use(new LicenseId("MIKO-2"), AT, LocalDate.of(2026, 12, 6)),
                        new HostRequest.Use(
                                new LicenseId("MIKO-9"), AT.minusSeconds(86_400), LocalDate.of(2026, 11, 28))));
        String text = "{\"kind\":\"webgate-request\",\"machineKey\":\"K\",\"media\":[],\"applications\":[],"
                + "\"version\":\"1.0\",\"time\":\"2026-11-22T10:15:30Z\",\"nonce\":\"" + NONCE + "\",\"breakGlass\":["
                + "{\"license\":\"MIKO-9\",\"activatedAt\":\"2026-11-21T10:15:30Z\",\"until\":\"2026-11-28\"},"
                + "{\"license\":\"MIKO-2\",\"activatedAt\":\"2026-11-22T10:15:30Z\",\"until\":\"2026-12-06\"}]}";
        assertThat(new String(request.toJson(), UTF_8)).isEqualTo(text);
        assertThat(HostRequest.parse(text.getBytes(UTF_8))).isEqualTo(request);
        String later = text.replace("\"until\":\"2026-12-06\"}]}", "\"until\":\"2026-12-06\",\"zz\":1}],\"zz\":1}")
                .replace(",\"breakGlass\"", ",\"aa\":1,\"breakGlass\"");
        assertThat(HostRequest.parse(later.getBytes(UTF_8)))
                .as("members of a later version stand around it")
                .isEqualTo(request);
        for (String bad : List.of(
                text.replace(",\"until\":\"2026-12-06\"", ""),
                text.replace("2026-11-21T", "2026-11-23T"),
                text.replace("[{", "{\"a\":[{").replace("]}", "]}}"))) {
            assertThat(bad).isNotEqualTo(text);
            assertThatThrownBy(() -> HostRequest.parse(bad.getBytes(UTF_8)))
                    .as(bad)
                    .isInstanceOf(LicenseFormatException.class);
        }
    }

    private static void assertFault(Fault fault, Kind kind, String payload) {
        assertThat(payload).as("a change that changes nothing").isNotEqualTo(kind.text);
        assertThatThrownBy(() -> kind.read(payload))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(fault);
    }
}
