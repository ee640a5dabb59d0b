// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import io.webgate.host.Bilingual;
import io.webgate.host.Home;
import io.webgate.host.StartFailure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Decides which certificate the TLS port shows: the pair in {@code etc/tls/}, else the one that the host made, which is
 * kept over restarts and renewed in time. Only for who holds the home's lock.
 */
public final class Certificates {

    private static final String ALIAS = "webgate";
    private static final int PASSWORD_BYTES = 32;

    private final Path pem;
    private final Path folder;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param home of the host
     * @param clock what a certificate's dates are held against
     * @param random of keys, serial numbers and the password
     */
    public Certificates(Home home, InstantSource clock, SecureRandom random) {
        this.pem = home.etc().resolve("tls");
        this.folder = home.var().resolve("tls");
        this.clock = clock;
        this.random = random;
    }

    /**
     * What to serve with; makes or renews it where needed.
     *
     * @throws StartFailure the administrator's pair is bad, or {@code var/tls/} cannot be written; TLS must not start
     */
    public TlsIdentity identity() throws StartFailure {
        try {
            PrivateFile.folder(folder);
            String password = password();
            if (PemPair.isIn(pem)) {
                PemPair pair = PemPair.read(pem);
                return save("own.p12", password, pair.key(), pair.chain());
            }
            return selfSigned(password);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "TLS cannot start: no certificate can be made in " + folder + " (" + e
                                    + "). Give this user the folder, or start without TLS.",
                            "TLS не запустится: в " + folder + " не сделать сертификат (" + e
                                    + "). Дайте этому пользователю права на папку или запустите узел без TLS."),
                    e);
        }
    }

    private TlsIdentity selfSigned(String password) throws IOException, GeneralSecurityException, StartFailure {
        Path file = folder.resolve("keystore.p12");
        Optional<KeyStore.PrivateKeyEntry> present = load(file, password);
        Instant now = clock.instant();
        SelfSigned maker = new SelfSigned(random);
        Renewal renewal =
                Renewal.of(present.map(entry -> Renewal.Validity.of((X509Certificate) entry.getCertificate())), now);
        if (renewal == Renewal.KEEP) {
            X509Certificate kept = (X509Certificate) present.orElseThrow().getCertificate();
            return new TlsIdentity(file, password, kept);
        }
        KeyPair key = present.isPresent()
                ? new KeyPair(
                        present.get().getCertificate().getPublicKey(),
                        present.get().getPrivateKey())
                : maker.newKey();
        X509Certificate made = maker.certificate(key, HostNames.ofThisComputer(), now);
        return save(file.getFileName().toString(), password, key.getPrivate(), List.of(made));
    }

    private TlsIdentity save(String name, String password, PrivateKey key, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        Path file = folder.resolve(name);
        PrivateFile.write(file, bytes.toByteArray());
        return new TlsIdentity(file, password, chain.get(0));
    }

    /** A keystore that its password does not open is told, not replaced: callers may have been told to trust it. */
    private static Optional<KeyStore.PrivateKeyEntry> load(Path file, String password) throws StartFailure {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        char[] secret = password.toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            if (store.getEntry(ALIAS, new KeyStore.PasswordProtection(secret))
                    instanceof KeyStore.PrivateKeyEntry entry) {
                return Optional.of(entry);
            }
            throw new GeneralSecurityException("no key '" + ALIAS + "'");
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "TLS cannot start: " + file + " does not open with the password beside it ("
                                    + e.getMessage()
                                    + "). Restore both from a backup, or remove the folder " + file.getParent()
                                    + ": the host then makes a new certificate.",
                            "TLS не запустится: " + file + " не открывается паролем из файла рядом (" + e.getMessage()
                                    + "). Восстановите оба файла из копии или удалите папку " + file.getParent()
                                    + ": узел сделает новый сертификат."),
                    e);
        }
    }

    private String password() throws IOException {
        Path file = folder.resolve("password");
        if (Files.exists(file)) {
            String kept = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!kept.isEmpty()) {
                return kept;
            }
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        PrivateFile.write(file, (made + "\n").getBytes(StandardCharsets.US_ASCII));
        return made;
    }
}
