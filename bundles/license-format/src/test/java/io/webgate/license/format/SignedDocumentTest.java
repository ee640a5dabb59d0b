// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.LicenseFormatException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** R2: two signatures by one vendor, for this purpose, in the one form there is. */
class SignedDocumentTest {

    private static final byte[] PAYLOAD = Forge.SHOP.getBytes(UTF_8);

    private final Forge miko = new Forge("MIKO", 1, Set.of(Purpose.LICENSE));
    private final Forge astr = new Forge("ASTR", 2, Set.of(Purpose.LICENSE));
    private final byte[] file = miko.document(PAYLOAD, Purpose.LICENSE);

    @Test
    void acceptsADocumentWithBothSignatures() throws LicenseFormatException {
        SignedDocument document = SignedDocument.verify(file, Purpose.LICENSE, miko.ring());

        assertThat(document.payload()).isEqualTo(PAYLOAD);
        assertThat(document.vendor()).isEqualTo("MIKO");
        assertThat(document.kids())
                .containsExactly(miko.ed25519().kid(), miko.mlDsa().kid());
    }

    @Test
    void refusesASingleSignature() {
        assertFault(Fault.MALFORMED, Forge.envelope(PAYLOAD, ed25519Part()));
        assertFault(Fault.MALFORMED, Forge.envelope(PAYLOAD, mlDsaPart()));
    }

    @Test
    void refusesAThirdSignature() {
        assertFault(Fault.MALFORMED, Forge.envelope(PAYLOAD, ed25519Part(), mlDsaPart(), ed25519Part()));
    }

    @Test
    void refusesSignaturesInTheOtherOrder() {
        assertFault(Fault.MALFORMED, Forge.envelope(PAYLOAD, mlDsaPart(), ed25519Part()));
    }

    @Test
    void refusesTheSameSignatureTwice() {
        assertFault(Fault.MALFORMED, Forge.envelope(PAYLOAD, ed25519Part(), ed25519Part()));
    }

    @Test
    void refusesTwoGoodSignaturesByDifferentVendors() {
        KeyRing both = KeyRing.of(List.of(miko.ed25519(), miko.mlDsa(), astr.ed25519(), astr.mlDsa()));
        byte[] mixed = Forge.envelope(
                PAYLOAD,
                ed25519Part(),
                astr.part(Algorithm.ML_DSA_65, astr.header(Algorithm.ML_DSA_65, Purpose.LICENSE), PAYLOAD));

        assertFault(Fault.SIGNATURE, mixed, both);
    }

    @Test
    void refusesAnUnknownKey() {
        assertFault(Fault.UNKNOWN_KEY, file, astr.ring());
        assertFault(Fault.UNKNOWN_KEY, file, KeyRing.of(List.of(miko.ed25519())));
    }

    @Test
    void refusesAnotherVendorsSignatureUnderAKnownName() {
        byte[] forged = Forge.envelope(
                PAYLOAD,
                astr.part(Algorithm.ED25519, miko.header(Algorithm.ED25519, Purpose.LICENSE), PAYLOAD),
                mlDsaPart());

        assertFault(Fault.SIGNATURE, forged);
    }

    @Test
    void refusesADocumentOfAnotherKind() {
        var all = new Forge("MIKO", 1, Set.of(Purpose.values()));

        assertFault(Fault.WRONG_PURPOSE, all.document(PAYLOAD, Purpose.TOKEN), all.ring());
    }

    @Test
    void refusesAKeyThatMaySignOtherThingsOnly() {
        var catalogue = new Forge("MIKO", 1, Set.of(Purpose.CATALOGUE));

        assertFault(Fault.WRONG_PURPOSE, catalogue.document(PAYLOAD, Purpose.LICENSE), catalogue.ring());
        assertFault(Fault.WRONG_PURPOSE, catalogue.document(PAYLOAD, Purpose.CATALOGUE), catalogue.ring());
    }

    /** T24. */
    @ParameterizedTest
    @MethodSource("io.webgate.license.format.Vectors#badHeaders")
    void refusesEveryHeaderButTheCanonicalOne(String form) {
        String header = form.replace("KID", miko.ed25519().kid());

        assertFault(
                Fault.MALFORMED, Forge.envelope(PAYLOAD, miko.part(Algorithm.ED25519, header, PAYLOAD), mlDsaPart()));
    }

    @Test
    void refusesOtherEnvelopes() {
        String text = new String(file, UTF_8);
        assertFault(Fault.MALFORMED, " " + text);
        assertFault(Fault.MALFORMED, text + " ");
        assertFault(Fault.MALFORMED, text + text);
        assertFault(Fault.MALFORMED, text.replace(",\"signatures\"", ", \"signatures\""));
        assertFault(Fault.MALFORMED, text.replace("{\"payload\"", "{\"x\":1,\"payload\""));
        assertFault(Fault.MALFORMED, text.replace("{\"payload\"", "{\"payload\":\"AAAA\",\"payload\""));
        assertFault(Fault.MALFORMED, text.replace("{\"protected\"", "{\"header\":{},\"protected\""));
        assertFault(Fault.MALFORMED, "");
        assertFault(Fault.MALFORMED, "\n");
        assertFault(Fault.MALFORMED, "%PDF-1.7");
        assertFault(Fault.MALFORMED, "{\"payload\":\"\",\"signatures\":[]}");
    }

    @Test
    void refusesBase64ThatIsNotCanonical() {
        byte[] payload = "{\"a\":1}".getBytes(UTF_8); // 7 bytes: four bits are left over in the last character
        String text = new String(miko.document(payload, Purpose.LICENSE), UTF_8);
        String encoded = Base64Url.encode(payload);
        assertThat(text).contains(encoded);

        assertFault(Fault.MALFORMED, text.replace(encoded, encoded + "=="));
        // A signature over the other text of the same bytes would be good, so the form itself must be refused
        String other = encoded.substring(0, encoded.length() - 1) + (char) (encoded.charAt(encoded.length() - 1) + 1);
        String signed = "{\"payload\":\"" + other + "\",\"signatures\":[" + over(Algorithm.ED25519, other) + ","
                + over(Algorithm.ML_DSA_65, other) + "]}";
        assertFault(Fault.NOT_CANONICAL, signed);
    }

    private String over(Algorithm algorithm, String payloadText) {
        String header = Base64Url.encode(miko.header(algorithm, Purpose.LICENSE).getBytes(UTF_8));
        byte[] signature = miko.sign(algorithm, (header + "." + payloadText).getBytes(UTF_8));
        return "{\"protected\":\"" + header + "\",\"signature\":\"" + Base64Url.encode(signature) + "\"}";
    }

    @Test
    void toleratesAByteOrderMarkAndLineBreaksAtTheEndOnly() throws LicenseFormatException {
        String text = new String(file, UTF_8);
        for (String sent :
                List.of(text + "\n", text + "\r\n", text + "\r\n\r\n", "\uFEFF" + text, "\uFEFF" + text + "\r\n")) {
            assertThat(SignedDocument.verify(sent.getBytes(UTF_8), Purpose.LICENSE, miko.ring())
                            .payload())
                    .isEqualTo(PAYLOAD);
        }
        assertFault(Fault.MALFORMED, "\uFEFF\uFEFF" + text);
        assertFault(Fault.MALFORMED, "\n" + text);
        assertFault(Fault.MALFORMED, text + "\uFEFF");
        assertFault(Fault.MALFORMED, text.replace("],", "],\n").replace(",\"signatures", "\n,\"signatures"));
    }

    @Test
    void refusesMoreThan256KiBBeforeLookingAtIt() {
        assertFault(Fault.TOO_LARGE, new byte[LicenseDocuments.MAX_BYTES + 1], miko.ring());
        assertFault(Fault.MALFORMED, new byte[LicenseDocuments.MAX_BYTES], miko.ring());
    }

    @Test
    void tellsWhatIsWrongAndWhatToDoInBothLanguages() {
        String changed = new String(file, UTF_8).replace("\",\"signatures\"", "A\",\"signatures\"");

        assertThatThrownBy(() -> SignedDocument.verify(changed.getBytes(UTF_8), Purpose.LICENSE, miko.ring()))
                .asInstanceOf(type(LicenseFormatException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.where()).isEqualTo("signatures[0].signature");
                    assertThat(refusal.text().english()).contains("EdDSA", "was changed", "Ask the vendor");
                    assertThat(refusal.text().russian()).contains("EdDSA", "документ изменён", "Попросите поставщика");
                });
    }

    private String ed25519Part() {
        return miko.part(Algorithm.ED25519, miko.header(Algorithm.ED25519, Purpose.LICENSE), PAYLOAD);
    }

    private String mlDsaPart() {
        return miko.part(Algorithm.ML_DSA_65, miko.header(Algorithm.ML_DSA_65, Purpose.LICENSE), PAYLOAD);
    }

    private void assertFault(Fault fault, String text) {
        assertFault(fault, text.getBytes(UTF_8));
    }

    private void assertFault(Fault fault, byte[] bytes) {
        assertFault(fault, bytes, miko.ring());
    }

    private static void assertFault(Fault fault, byte[] bytes, KeyRing ring) {
        assertThatThrownBy(() -> SignedDocument.verify(bytes, Purpose.LICENSE, ring))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(fault);
    }
}
