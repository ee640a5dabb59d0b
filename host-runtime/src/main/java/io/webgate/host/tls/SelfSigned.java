// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;

/**
 * Makes keys and certificates that a host signs for itself: EC P-256, for a server only. Bouncy Castle writes the
 * certificate, the JDK signs it: no provider is registered.
 */
final class SelfSigned {

    /** Browsers refuse what lasts longer; a day of it lies in the past, for callers whose clock is slow. */
    static final Duration LIFE = Duration.ofDays(825);

    private static final Duration SLOW_CLOCKS = Duration.ofDays(1);

    private final SecureRandom random;

    SelfSigned(SecureRandom random) {
        this.random = random;
    }

    KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    X509Certificate certificate(KeyPair key, HostNames names, Instant now) throws GeneralSecurityException {
        Instant from = now.minus(SLOW_CLOCKS);
        String first = names.names().get(0);
        var name = new X500NameBuilder()
                .addRDN(BCStyle.CN, first.length() <= 64 ? first : "localhost") // X.520 allows no more
                .build();
        var alternatives = Stream.concat(
                names.names().stream().map(text -> new GeneralName(GeneralName.dNSName, text)),
                names.addresses().stream().map(text -> new GeneralName(GeneralName.iPAddress, text)));
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(128, random).setBit(127),
                            Date.from(from),
                            Date.from(from.plus(LIFE).minusSeconds(1)), // both ends count
                            name,
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("No certificate could be made", e);
        }
    }
}
