// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import io.webgate.host.Bilingual;
import io.webgate.host.StartFailure;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The administrator's certificate as certification authorities hand it out: {@code certificate.pem}, the host's own
 * first and what has signed it after it, and {@code key.pem}, PKCS#8 without a passphrase.
 *
 * @param key of the first certificate, EC or RSA
 * @param chain at least one
 */
record PemPair(PrivateKey key, List<X509Certificate> chain) {

    static final String CERTIFICATE = "certificate.pem";
    static final String KEY = "key.pem";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    PemPair {
        chain = List.copyOf(chain);
    }

    /** Whether the administrator meant to give one: a single file of the two is a mistake, and must be told. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(CERTIFICATE)) || Files.exists(folder.resolve(KEY));
    }

    /** @throws StartFailure naming the file, what is wrong with it, and what to do */
    static PemPair read(Path folder) throws StartFailure {
        Path certificates = folder.resolve(CERTIFICATE);
        Path keyFile = folder.resolve(KEY);
        List<X509Certificate> chain = chain(certificates);
        PrivateKey key = key(keyFile, chain.get(0).getPublicKey().getAlgorithm());
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw bad(
                        certificates,
                        "certificate " + (i + 1) + " is not signed by certificate " + (i + 2),
                        "сертификат " + (i + 1) + " не подписан сертификатом " + (i + 2),
                        "Put the host's certificate first, then the one that signed it, and so on.",
                        "Поставьте первым сертификат узла, за ним тот, которым он подписан, и так далее.",
                        e);
            }
        }
        if (!belong(key, chain.get(0).getPublicKey())) {
            throw bad(
                    keyFile,
                    "it is not the key of the first certificate in " + certificates,
                    "это не ключ первого сертификата из " + certificates,
                    "Put the two that were made together side by side.",
                    "Положите рядом те два файла, что сделаны вместе.",
                    null);
        }
        return new PemPair(key, chain);
    }

    private static List<X509Certificate> chain(Path file) throws StartFailure {
        String text = text(file);
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Matcher block = BLOCK.matcher(text); block.find(); ) {
                if (block.group(1).equals("CERTIFICATE")) {
                    Certificate read = factory.generateCertificate(new ByteArrayInputStream(bytes(block)));
                    chain.add((X509Certificate) read);
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad(
                    file,
                    "a certificate in it is damaged",
                    "сертификат в нём повреждён",
                    "Copy the file again.",
                    "Скопируйте файл заново.",
                    e);
        }
        if (chain.isEmpty()) {
            throw bad(
                    file,
                    "there is no certificate in it",
                    "в нём нет сертификата",
                    "It must have a block '-----BEGIN CERTIFICATE-----'.",
                    "В нём должен быть блок «-----BEGIN CERTIFICATE-----».",
                    null);
        }
        return chain;
    }

    private static PrivateKey key(Path file, String algorithm) throws StartFailure {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes(block)));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    throw bad(
                            file,
                            "it is damaged, or no " + algorithm + " key as the certificate needs",
                            "он повреждён или это не ключ " + algorithm + ", которого требует сертификат",
                            "Copy the key again that was made with the certificate.",
                            "Скопируйте заново ключ, сделанный вместе с сертификатом.",
                            e);
                }
            }
        }
        throw bad(
                file,
                "there is no PKCS#8 key without a passphrase in it",
                "в нём нет ключа PKCS#8 без пароля",
                "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out key.pem",
                "Преобразуйте его: openssl pkcs8 -topk8 -nocrypt -in СТАРЫЙ.pem -out key.pem",
                null);
    }

    private static byte[] bytes(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static String text(Path file) throws StartFailure {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1); // authorities put comments of any kind in it
        } catch (IOException e) {
            throw bad(
                    file,
                    "it cannot be read (" + e + ")",
                    "его не прочесть (" + e + ")",
                    "Put " + CERTIFICATE + " and " + KEY + " there, readable for the user that runs the host.",
                    "Положите туда " + CERTIFICATE + " и " + KEY + ", доступные на чтение пользователю узла.",
                    e);
        }
    }

    /** Signs something with the one and verifies it with the other. */
    private static boolean belong(PrivateKey key, PublicKey publicKey) {
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            byte[] something = publicKey.getEncoded();
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // another curve or another size
        }
    }

    private static StartFailure bad(
            Path file,
            String what,
            String russianWhat,
            String remedy,
            String russianRemedy,
            @Nullable Exception cause) {
        return new StartFailure(
                Bilingual.text(
                        "TLS cannot start: " + file + ": " + what + ". " + remedy
                                + " To do without it, remove both files; the host then makes a certificate itself.",
                        "TLS не запустится: " + file + ": " + russianWhat + ". " + russianRemedy
                                + " Чтобы обойтись без него, уберите оба файла: узел сделает сертификат сам."),
                cause);
    }
}
