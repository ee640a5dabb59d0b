// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.spi.IntegrityReport.Finding;
import io.webgate.license.spi.IntegrityReport.Severity;
import io.webgate.trust.Trust;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** T42: whatever was made to say yes or no gives itself away in one song. */
class CanaryTest {

    private static final Pattern SIGNATURE = Pattern.compile("\"signature\":\"([^\"]+)\"");

    private final byte[] good = Trust.canary();
    private final KeyRing keys;

    CanaryTest() throws LicenseFormatException {
        keys = TrustDocument.parse(Trust.document()).keys();
    }

    private List<String> findings(Canary.Verifier verifier) throws GeneralSecurityException {
        List<Finding> findings = new Canary(good, verifier, new SecureRandom()).sing();
        assertThat(findings).allMatch(finding -> finding.severity() == Severity.STOPS);
        return findings.stream().map(finding -> finding.text().english()).toList();
    }

    @RepeatedTest(20)
    void theRealVerificationTellsGoodFromBad() throws Exception {
        assertThat(findings(file -> LicenseDocuments.open(file, keys))).isEmpty();
    }

    @Test
    void oneThatAlwaysSaysYesIsFoundByEachForgery() throws Exception {
        assertThat(findings(file -> {})).hasSize(4).allSatisfy(text -> assertThat(text)
                .contains("forged signature is not refused"));
    }

    @Test
    void oneThatAlwaysSaysNoIsFoundByTheGoodOne() throws Exception {
        byte[] spoilt = withSignature(good, 0, signature(good, 0).replaceFirst("^.", "_"));

        assertThat(findings(file -> LicenseDocuments.open(spoilt, keys)))
                .singleElement()
                .asString()
                .contains("signed well is refused");
    }

    @Test
    void oneThatThrowsIsNoRefusal() throws Exception {
        assertThat(findings(file -> {
                    throw new IllegalStateException("broken");
                }))
                .hasSize(5)
                .allSatisfy(text -> assertThat(text).contains("broken"));
    }

    @Test
    void oneThatRefusesForAnotherReasonIsFound() throws Exception {
        assertThat(findings(file -> LicenseDocuments.open(file, KeyRing.of(List.of()))))
                .hasSize(5);
    }

    @Test
    void oneThatDoesNotLookAtEd25519IsFound() throws Exception {
        assertThat(findings(file -> LicenseDocuments.open(withSignature(file, 0, signature(good, 0)), keys)))
                .hasSize(2)
                .anyMatch(text -> text.contains("(Ed25519)"))
                .anyMatch(text -> text.contains("(another key)"));
    }

    @Test
    void oneThatDoesNotLookAtMlDsaIsFound() throws Exception {
        assertThat(findings(file -> LicenseDocuments.open(withSignature(file, 1, signature(good, 1)), keys)))
                .singleElement()
                .asString()
                .contains("(ML-DSA-65)");
    }

    @Test
    void oneThatVerifiesOtherContentsThanItTakesIsFound() throws Exception {
        String payload = payload(good);
        assertThat(findings(file -> {
                    String text = new String(file, US_ASCII);
                    LicenseDocuments.open(text.replace(payload(file), payload).getBytes(US_ASCII), keys);
                }))
                .singleElement()
                .asString()
                .contains("(other contents)");
    }

    private static String payload(byte[] file) {
        return new String(file, US_ASCII).split("\"", -1)[3];
    }

    private static String signature(byte[] file, int index) {
        Matcher matcher = matcher(file, index);
        return matcher.group(1);
    }

    private static byte[] withSignature(byte[] file, int index, String signature) {
        Matcher matcher = matcher(file, index);
        String text = new String(file, US_ASCII);
        return (text.substring(0, matcher.start(1)) + signature + text.substring(matcher.end(1))).getBytes(US_ASCII);
    }

    private static Matcher matcher(byte[] file, int index) {
        Matcher matcher = SIGNATURE.matcher(new String(file, US_ASCII));
        for (int i = 0; i <= index; i++) {
            assertThat(matcher.find()).isTrue();
        }
        return matcher;
    }
}
