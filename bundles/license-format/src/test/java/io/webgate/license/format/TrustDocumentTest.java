// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class TrustDocumentTest {

    private final Forge miko = new Forge("MIKO", 1, Set.of(Purpose.LICENSE, Purpose.TIME_RECEIPT));
    private final TrustDocument document =
            new TrustDocument(TrustDocument.DEVELOPMENT, List.of(new VendorInfo("MIKO", "ООО «Мико»")), miko.ring());

    @Test
    void readsBackWhatItWrites() throws LicenseFormatException {
        TrustDocument read = TrustDocument.parse(document.toJson());

        assertThat(read.mode()).isEqualTo(document.mode());
        assertThat(read.vendors()).isEqualTo(document.vendors());
        assertThat(read.keys().keys()).containsExactlyElementsOf(document.keys().keys());
        assertThat(read.keys().key(miko.ed25519().kid())).contains(miko.ed25519());
        assertThat(new String(document.toJson(), UTF_8)).contains("\"purposes\":[\"license\",\"time-receipt\"]");
    }

    @Test
    void refusesWhatItDoesNotKnowToTheLastLetter() {
        String text = new String(document.toJson(), UTF_8);
        assertFault(Fault.CONTENT, text.replace("development", "test"));
        assertFault(Fault.CONTENT, text.replace("]}", "],\"x\":1}"));
        assertFault(Fault.CONTENT, text.replace("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\""));
        assertFault(Fault.CONTENT, text.replace("\"algorithm\":\"EdDSA\"", "\"algorithm\":\"RS256\""));
        assertFault(Fault.CONTENT, text.replace("\"publicKey\":\"", "\"publicKey\":\"AAAA"));
        assertFault(
                Fault.CONTENT, text.replace(miko.mlDsa().kid(), miko.ed25519().kid()));
        assertFault(Fault.NOT_CANONICAL, text.replace("{\"mode\"", "{ \"mode\""));
    }

    private static void assertFault(Fault fault, String text) {
        assertThatThrownBy(() -> TrustDocument.parse(text.getBytes(UTF_8)))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(fault);
    }
}
