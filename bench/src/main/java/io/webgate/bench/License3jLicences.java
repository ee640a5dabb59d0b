// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import javax0.license3j.Feature;
import javax0.license3j.License;
import javax0.license3j.crypto.LicenseKeyPair;
import javax0.license3j.io.LicenseReader;
import javax0.license3j.io.LicenseWriter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * License3j: binary files (the most compact of its formats), RSA, the digest that its documentation uses. The public key
 * is made once, not from its bytes with every licence.
 */
public final class License3jLicences implements Licences {

    private static final int KEY_BITS = 2048;
    private static final String DIGEST = "SHA-512";
    private static final String HOLDER = "holder";
    private static final String MODULE = "bench.";

    private final List<Path> files;
    private final PublicKey key;

    private License3jLicences(List<Path> files, PublicKey key) {
        this.files = List.copyOf(files);
        this.key = key;
    }

    /** Issues so many licences into a folder, with a key pair of their own. */
    public static License3jLicences issue(Path folder, int number, Instant now) throws Exception {
        LicenseKeyPair keys = LicenseKeyPair.Create.from("RSA", KEY_BITS);
        Files.createDirectories(folder);
        List<Path> files = IntStream.range(0, number)
                .parallel()
                .mapToObj(one -> issue(folder.resolve(one + ".bin"), new Terms(one), keys, now))
                .toList();
        return new License3jLicences(files, keys.getPair().getPublic());
    }

    private static Path issue(Path file, Terms terms, LicenseKeyPair keys, Instant now) {
        License license = new License();
        license.setLicenseId(UUID.nameUUIDFromBytes(new byte[] {(byte) (terms.number() >> 8), (byte) terms.number()}));
        license.setExpiry(Date.from(now.plus(Duration.ofDays(365))));
        license.add(Feature.Create.dateFeature("issuedAt", Date.from(now)));
        license.add(Feature.Create.stringFeature(HOLDER, terms.holder()));
        terms.quantities().forEach((module, quantity) -> license.add(Feature.Create.longFeature(module, quantity)));
        try {
            license.sign(keys.getPair().getPrivate(), DIGEST);
            try (LicenseWriter writer = new LicenseWriter(file.toFile())) {
                writer.write(license);
            }
        } catch (Exception e) {
            throw new IllegalStateException("License3j can't issue " + file, e);
        }
        return file;
    }

    @Override
    public String setUp() {
        return "License3j, RSA-" + KEY_BITS + " and " + DIGEST;
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public long check(Path file) throws Exception {
        License license;
        try (LicenseReader reader = new LicenseReader(file.toFile())) {
            license = reader.read();
        }
        if (!license.isOK(key) || license.isExpired()) {
            throw new IllegalStateException(file + " does not verify");
        }
        return license.getFeatures().values().stream()
                .filter(feature -> feature.name().startsWith(MODULE))
                .mapToLong(Feature::getLong)
                .sum();
    }
}
