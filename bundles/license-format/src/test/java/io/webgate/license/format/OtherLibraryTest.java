// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** R2: a JOSE library that is not ours, over a signature algorithm that is the JDK's, verifies our documents. */
class OtherLibraryTest {

    private static final byte[] ED25519_KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Forge miko = new Forge("MIKO", 1, Set.of(Purpose.LICENSE));
    private final byte[] payload = LicenseDocuments.payload(Forge.shop());

    @Test
    void aStandardJoseLibraryVerifiesTheEd25519Signature() throws Exception {
        String file = new String(miko.document(payload, Purpose.LICENSE), US_ASCII);

        JWSObjectJSON jws = JWSObjectJSON.parse(file);

        assertThat(jws.getPayload().toBytes()).isEqualTo(payload);
        assertThat(jws.getSignatures()).hasSize(2);
        JWSObjectJSON.Signature first = jws.getSignatures().get(0);
        assertThat(first.getHeader().getKeyID()).isEqualTo(miko.ed25519().kid());
        assertThat(first.getHeader().getType().getType()).isEqualTo("webgate-license+jws");
        assertThat(first.verify(verifier(miko))).isTrue();
        assertThat(jws.getSignatures().get(1).getHeader().getAlgorithm().getName())
                .isEqualTo("ML-DSA-65");
    }

    @Test
    void andRefusesItUnderAnotherKey() throws Exception {
        String file = new String(miko.document(payload, Purpose.LICENSE), US_ASCII);

        JWSObjectJSON jws = JWSObjectJSON.parse(file);

        assertThat(jws.getSignatures().get(0).verify(verifier(new Forge("MIKO", 2, Set.of(Purpose.LICENSE)))))
                .isFalse();
    }

    private static JWSVerifier verifier(Forge vendor) throws GeneralSecurityException {
        var info = new ByteArrayOutputStream();
        info.writeBytes(ED25519_KEY_INFO);
        info.writeBytes(vendor.ed25519().publicKey());
        return new JdkEd25519(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info.toByteArray())));
    }

    private static final class JdkEd25519 extends BaseJWSProvider implements JWSVerifier {

        private final PublicKey key;

        JdkEd25519(PublicKey key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
            try {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initVerify(key);
                ed25519.update(signingInput);
                return ed25519.verify(signature.decode());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519", e);
            }
        }
    }
}
