// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The key with which this host signs permits. It is made once and never leaves the home; others know it by its thumbprint
 * (RFC 7638) and pin that, so it is never replaced without being asked: where the key was and is not any more, or is
 * another one, this host signs nothing until a person decides. Immutable.
 */
final class HostKey {

    static final String FILE = "exchange-key";
    static final String KNOWN = "exchange-key.id";

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey secret;
    private final PublicKey open;
    private final byte[] raw;

    private HostKey(KeyPair pair) {
        this.secret = pair.getPrivate();
        this.open = pair.getPublic();
        byte[] encoded = pair.getPublic().getEncoded();
        // The point is the end of the encoding (RFC 8410)
        this.raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    }

    /** What is wrong with the key that was there. */
    enum Fault {
        LOST,
        DAMAGED,
        REPLACED
    }

    /** The key that others know can't be used. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final Fault fault;

        Unusable(Fault fault) {
            super("The key of this host is " + fault);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    static HostKey of(KeyPair pair) {
        return new HostKey(pair);
    }

    /**
     * The key in this folder, or a new one where there never was any.
     *
     * @throws Unusable where others may know a key that is not there any more
     */
    static HostKey in(Path folder) throws IOException, Unusable {
        Path file = folder.resolve(FILE);
        Path known = folder.resolve(KNOWN);
        // An empty one is none: it was begun and the power failed, so nobody has seen the key
        String pinned = Files.exists(known) ? Files.readString(known).strip() : "";
        if (!Files.exists(file)) {
            if (!pinned.isEmpty()) {
                throw new Unusable(Fault.LOST);
            }
            return made(file, known);
        }
        HostKey key;
        try {
            key = read(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IllegalArgumentException | CharacterCodingException e) {
            if (!pinned.isEmpty()) {
                throw new Unusable(Fault.DAMAGED);
            }
            // Half written when the first start was cut off: nobody has seen it
            return made(file, known);
        }
        if (!key.thumbprint().startsWith(pinned)) {
            throw new Unusable(Fault.REPLACED);
        }
        if (!pinned.equals(key.thumbprint())) {
            write(known, key.thumbprint()); // not yet noted, or only the beginning of it
        }
        return key;
    }

    private static HostKey made(Path file, Path known) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
        Base64.Encoder base64 = Base64.getEncoder();
        write(
                file,
                base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                        + base64.encodeToString(pair.getPublic().getEncoded()));
        HostKey key = new HostKey(pair);
        // Last: from now on the key may be known to others
        write(known, key.thumbprint());
        return key;
    }

    private static HostKey read(String text) throws GeneralSecurityException {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2) {
            throw new IllegalArgumentException("Two lines are expected");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        PublicKey open = factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1))));
        HostKey key = new HostKey(
                new KeyPair(open, factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0))))));
        Signature check = Signature.getInstance(ALGORITHM);
        check.initVerify(open);
        check.update(PROBE);
        if (!check.verify(key.sign(PROBE))) {
            throw new IllegalArgumentException("The two keys are no pair");
        }
        return key;
    }

    /** For the owner's eyes from its first moment on; whole and durable, or as it was before, whenever the power fails. */
    private static void write(Path file, String text) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        // Made anew, so that what a crash left, or anybody laid there, does not lend it its rights
        Files.deleteIfExists(draft);
        try (FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (posix) {
            // Makes the name durable; elsewhere a folder can't be opened, and the file system keeps its own journal
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that has signed before does not sign", e);
        }
    }

    /** Whether this host signed these bytes so. */
    boolean verify(byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(open);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that has signed before does not verify", e);
        }
    }

    /** Of the public key (RFC 7638): by this name others know the host. */
    String thumbprint() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Permit.encoded(raw) + "\"}";
        try {
            return Permit.encoded(
                    MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The public key as a JWK Set (RFC 7517, RFC 8037). */
    String keySet() {
        return "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\""
                + thumbprint() + "\",\"x\":\"" + Permit.encoded(raw) + "\"}]}";
    }
}
