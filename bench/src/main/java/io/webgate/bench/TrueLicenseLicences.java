// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import global.namespace.fun.io.api.Store;
import global.namespace.fun.io.bios.BIOS;
import global.namespace.truelicense.api.ConsumerLicenseManager;
import global.namespace.truelicense.api.License;
import global.namespace.truelicense.api.LicenseManagementContext;
import global.namespace.truelicense.api.VendorLicenseManager;
import global.namespace.truelicense.api.passwd.PasswordProtection;
import global.namespace.truelicense.core.passwd.ObfuscatedPasswordProtection;
import global.namespace.truelicense.obfuscate.ObfuscatedString;
import global.namespace.truelicense.v4.V4;

import javax.security.auth.x500.X500Principal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * TrueLicense with its format V4 as it comes (password-based AES-128 with HMAC-SHA256 around the licence, key stores of
 * the type PKCS12), and RSA in the place of DSA, its default. A manager of it is for one place where one licence lies, so
 * each file has its own; the key store with the certificate is handed to it from memory.
 */
public final class TrueLicenseLicences implements Licences {

    private static final String KEY_BITS = "2048";
    private static final String SIGNATURE = "SHA512withRSA";
    private static final String ALIAS = "standard";
    /** Of key stores that live as long as a run; the library wants letters and digits. */
    private static final String PASSWORD = "bench2026";

    private final LicenseManagementContext context =
            V4.builder().subject("Bench 1").build();
    private final List<Path> files;
    private final Store certificate = BIOS.memory();

    private TrueLicenseLicences(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Issues so many licences into a folder, with a key pair of their own, which the JDK's {@code keytool} makes. */
    public static TrueLicenseLicences issue(Path folder, int number, Instant now) throws Exception {
        Files.createDirectories(folder);
        Path secret = folder.resolve("private.ks");
        keytool(secret);
        TrueLicenseLicences licences = new TrueLicenseLicences(IntStream.range(0, number)
                .mapToObj(one -> folder.resolve(one + ".lic"))
                .toList());
        licences.certificate.content(publicPart(secret));
        VendorLicenseManager vendor = licences.context
                .vendor()
                .encryption()
                .protection(password())
                .up()
                .authentication()
                .alias(ALIAS)
                .loadFrom(BIOS.path(secret))
                .storeProtection(password())
                .up()
                .build();
        IntStream.range(0, number)
                .parallel()
                .forEach(one -> licences.issue(vendor, licences.files.get(one), new Terms(one), now));
        return licences;
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        KEY_BITS,
                        "-sigalg",
                        SIGNATURE,
                        "-dname",
                        "CN=Bench",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool made no key pair: " + said);
        }
    }

    /** A key store with the certificate alone, as it is shipped to customers. */
    private static byte[] publicPart(Path secret) throws Exception {
        KeyStore whole = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(secret)) {
            whole.load(in, PASSWORD.toCharArray());
        }
        KeyStore shipped = KeyStore.getInstance("PKCS12");
        shipped.load(null, PASSWORD.toCharArray());
        shipped.setCertificateEntry(ALIAS, whole.getCertificate(ALIAS));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shipped.store(bytes, PASSWORD.toCharArray());
        return bytes.toByteArray();
    }

    private static PasswordProtection password() {
        return new ObfuscatedPasswordProtection(new ObfuscatedString(ObfuscatedString.array(PASSWORD)));
    }

    private void issue(VendorLicenseManager vendor, Path file, Terms terms, Instant now) {
        License license = context.licenseFactory().license();
        license.setHolder(new X500Principal("CN=" + terms.holder()));
        license.setIssued(Date.from(now));
        license.setExtra(terms.quantities());
        try {
            vendor.generateKeyFrom(license).saveTo(BIOS.path(file));
        } catch (Exception e) {
            throw new IllegalStateException("TrueLicense can't issue " + file, e);
        }
    }

    @Override
    public String setUp() {
        return "TrueLicense V4, RSA-" + KEY_BITS + " and SHA-512";
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public long check(Path file) throws Exception {
        ConsumerLicenseManager manager = context.consumer()
                .encryption()
                .protection(password())
                .up()
                .authentication()
                .alias(ALIAS)
                .loadFrom(certificate)
                .storeProtection(password())
                .up()
                .storeInPath(file)
                .build();
        manager.verify();
        // Out of the manager's cache: it verifies once
        if (manager.load().getExtra() instanceof Map<?, ?> quantities) {
            return quantities.values().stream()
                    .mapToLong(quantity -> ((Number) quantity).longValue())
                    .sum();
        }
        throw new IllegalStateException(file + " has no contents");
    }
}
