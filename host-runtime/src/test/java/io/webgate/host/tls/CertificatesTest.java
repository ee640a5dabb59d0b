// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import io.webgate.host.Home;
import io.webgate.host.StartFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CertificatesTest {

    private static final Instant NOW = Instant.parse("2027-03-31T22:00:00Z");
    private static final HostNames NAMES =
            new HostNames(List.of("till.example", "localhost"), List.of("127.0.0.1", "::1"));

    @TempDir
    private Path folder = Path.of("");

    private Home home = new Home(folder);

    @BeforeEach
    void makeTheHome() throws Exception {
        home = new Home(folder.resolve("home")).create();
    }

    private TlsIdentity at(Instant now) throws StartFailure {
        return new Certificates(home, InstantSource.fixed(now), new SecureRandom()).identity();
    }

    @Test
    void theHostsOwnCertificateIsForAServerOfThisNameAndLastsAtMost825Days() throws Exception {
        SelfSigned maker = new SelfSigned(new SecureRandom());
        X509Certificate made = maker.certificate(maker.newKey(), NAMES, NOW);
        assertThat(((ECPublicKey) made.getPublicKey())
                        .getParams()
                        .getCurve()
                        .getField()
                        .getFieldSize())
                .isEqualTo(256);
        assertThat(Duration.between(
                        made.getNotBefore().toInstant(), made.getNotAfter().toInstant()))
                .isLessThan(Duration.ofDays(825));
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactly("till.example", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        made.verify(made.getPublicKey());
    }

    @Test
    void namesTheAddressesOfTheComputerButNoneThatNeedsAZone() throws Exception {
        List<InetAddress> addresses = List.of(
                InetAddress.getByName("192.168.1.5"),
                InetAddress.getByName("169.254.1.1"),
                InetAddress.getByName("fe80::1"),
                InetAddress.getByName("2001:db8::5"));
        assertThat(HostNames.of("bad name", addresses))
                .isEqualTo(new HostNames(
                        List.of("localhost"), List.of("127.0.0.1", "::1", "192.168.1.5", "2001:db8:0:0:0:0:0:5")));
    }

    @Test
    void isKeptOverRestartsAndRenewedWithTheSameKeyWhenItEndsSoon() throws Exception {
        TlsIdentity first = at(NOW);
        assertThat(at(NOW.plus(Duration.ofDays(700))).certificate()).isEqualTo(first.certificate());
        TlsIdentity renewed = at(NOW.plus(Duration.ofDays(800)));
        assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
        assertThat(renewed.certificate().getPublicKey())
                .isEqualTo(first.certificate().getPublicKey());
        assertThat(renewed.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void onlyTheOwnerReadsKeystoreAndPassword() throws Exception {
        TlsIdentity made = at(NOW);
        for (String name : List.of("keystore.p12", "password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            home.var().resolve("tls").resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(made.toString()).doesNotContain(made.password());
        assertThat(key(made)).isNotNull();
    }

    @Test
    void aKeystoreThatItsPasswordDoesNotOpenIsToldAndNotReplaced() throws Exception {
        Path keystore = at(NOW).keystore();
        byte[] before = Files.readAllBytes(keystore);
        Files.writeString(home.var().resolve("tls/password"), "another\n");
        assertThatThrownBy(() -> at(NOW)).isInstanceOf(StartFailure.class).hasMessageContaining(keystore.toString());
        assertThat(keystore).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void thePairInEtcIsServedInsteadWithItsChain(String algorithm) throws Exception {
        SelfSigned maker = new SelfSigned(new SecureRandom());
        KeyPair key = key(algorithm);
        X509Certificate own = signed(maker, key);
        pem(PemPair.CERTIFICATE, "CERTIFICATE", own.getEncoded());
        pem(PemPair.KEY, "PRIVATE KEY", key.getPrivate().getEncoded());
        TlsIdentity identity = at(NOW);
        assertThat(identity.certificate()).isEqualTo(own);
        assertThat(key(identity)).isEqualTo(key.getPrivate());
        assertThat(home.var().resolve("tls/keystore.p12")).doesNotExist();
    }

    @Test
    void aCertificateWhoseTimeIsNotNowIsToldAndServed() throws Exception {
        SelfSigned maker = new SelfSigned(new SecureRandom());
        KeyPair key = maker.newKey();
        X509Certificate own = maker.certificate(key, NAMES, NOW);
        pem(PemPair.CERTIFICATE, "CERTIFICATE", own.getEncoded());
        pem(PemPair.KEY, "PRIVATE KEY", key.getPrivate().getEncoded());
        Instant from = own.getNotBefore().toInstant();
        Instant until = own.getNotAfter().toInstant();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ENGLISH);
            assertThat(at(until.plusSeconds(1)).certificate()).isEqualTo(own);
            assertThat(Standing.of(own, from)).isEmpty();
            assertThat(Standing.of(own, from.minusMillis(1)))
                    .hasValueSatisfying(said -> assertThat(said).contains("counts only from " + from));
            assertThat(Standing.of(own, until.minus(Standing.SOON))).isEmpty();
            assertThat(Standing.of(own, until.minus(Standing.SOON).plusMillis(1)))
                    .hasValueSatisfying(said -> assertThat(said).contains("ends on " + until));
            assertThat(Standing.of(own, until))
                    .hasValueSatisfying(said -> assertThat(said).contains("ended on " + until));
            Locale.setDefault(Locale.forLanguageTag("ru"));
            assertThat(Standing.of(own, until))
                    .hasValueSatisfying(said -> assertThat(said).contains("закончился " + until));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNamedKeystoreIsOpenedAheadWithBothItsPasswords() throws Exception {
        TlsIdentity made = at(NOW);
        NamedKeystore right = new NamedKeystore(made.keystore(), "PKCS12", made.password(), Optional.empty());
        assertThat(right.open()).contains(made.certificate());
        assertThat(new NamedKeystore(made.keystore(), "PKCS12", made.password(), Optional.of(made.password())).open())
                .contains(made.certificate());
        for (NamedKeystore wrong : List.of(
                new NamedKeystore(made.keystore(), "PKCS12", "wrong-secret", Optional.empty()),
                new NamedKeystore(made.keystore(), "PKCS12", made.password(), Optional.of("wrong-secret")),
                new NamedKeystore(made.keystore(), "JCEKS", made.password(), Optional.empty()),
                new NamedKeystore(made.keystore(), "none", made.password(), Optional.empty()))) {
            assertThatThrownBy(wrong::open)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(made.keystore().toString())
                    .hasMessageNotContaining("wrong-secret");
            assertThat(wrong.toString()).doesNotContain("secret", made.password());
        }
    }

    @Test
    void aKeystoreWithoutAKeyServesNothing() throws Exception {
        Path file = folder.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("other", at(NOW).certificate());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        assertThatThrownBy(new NamedKeystore(file, "PKCS12", "changeit", Optional.empty())::open)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no key");
    }

    @Test
    void aBadPairStopsTlsNamesTheFileAndSaysWhatToDo() throws Exception {
        SelfSigned maker = new SelfSigned(new SecureRandom());
        KeyPair key = maker.newKey();
        Path tls = home.etc().resolve("tls");
        pem(
                PemPair.CERTIFICATE,
                "CERTIFICATE",
                maker.certificate(key, NAMES, NOW).getEncoded());
        refusedFor(tls.resolve(PemPair.KEY), "cannot be read");
        pem(PemPair.KEY, "EC PRIVATE KEY", key.getPrivate().getEncoded());
        refusedFor(tls.resolve(PemPair.KEY), "openssl pkcs8 -topk8 -nocrypt");
        pem(PemPair.KEY, "PRIVATE KEY", new byte[] {1, 2, 3});
        refusedFor(tls.resolve(PemPair.KEY), "damaged");
        pem(PemPair.KEY, "PRIVATE KEY", maker.newKey().getPrivate().getEncoded());
        refusedFor(tls.resolve(PemPair.KEY), "not the key of the first certificate");
        pem(PemPair.KEY, "PRIVATE KEY", key.getPrivate().getEncoded());
        pem(PemPair.CERTIFICATE, "CERTIFICATE", new byte[] {1, 2, 3});
        refusedFor(tls.resolve(PemPair.CERTIFICATE), "damaged");
        Files.writeString(tls.resolve(PemPair.CERTIFICATE), "");
        refusedFor(tls.resolve(PemPair.CERTIFICATE), "no certificate");
    }

    @Test
    void aChainOutOfOrderIsRefused() throws Exception {
        SelfSigned maker = new SelfSigned(new SecureRandom());
        KeyPair key = maker.newKey();
        String stranger = block(
                "CERTIFICATE", maker.certificate(maker.newKey(), NAMES, NOW).getEncoded());
        pem(PemPair.KEY, "PRIVATE KEY", key.getPrivate().getEncoded());
        Path file = home.etc().resolve("tls").resolve(PemPair.CERTIFICATE);
        Files.writeString(
                file, block("CERTIFICATE", maker.certificate(key, NAMES, NOW).getEncoded()) + stranger);
        refusedFor(file, "not signed by certificate 2");
    }

    private void refusedFor(Path file, String why) {
        assertThatThrownBy(() -> at(NOW))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    private void pem(String name, String type, byte[] content) throws Exception {
        Path tls = Files.createDirectories(home.etc().resolve("tls"));
        Files.writeString(tls.resolve(name), block(type, content));
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    private static KeyPair key(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }

    /** Signed by a P-256 key of nobody's where the key itself cannot sign as we do. */
    private static X509Certificate signed(SelfSigned maker, KeyPair key) throws Exception {
        return key.getPrivate().getAlgorithm().equals("EC")
                ? maker.certificate(key, NAMES, NOW)
                : maker.certificate(new KeyPair(key.getPublic(), maker.newKey().getPrivate()), NAMES, NOW);
    }

    private static Key key(TlsIdentity identity) throws Exception {
        char[] password = identity.password().toCharArray();
        KeyStore store = KeyStore.getInstance(identity.keystore().toFile(), password);
        return store.getKey("webgate", password);
    }
}
