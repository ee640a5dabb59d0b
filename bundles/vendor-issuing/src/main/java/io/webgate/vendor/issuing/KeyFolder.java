// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.TrustDocument;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The folder in which a vendor keeps its keys: {@code keys.json}, mode 0600 in a folder of mode 0700, and for those who ask
 * whom to trust {@code trust.json}, which holds nothing secret.
 */
final class KeyFolder {

    /** What is public of a vendor; made of the keys anew whenever they change. */
    static final String TRUST = "trust.json";

    private static final String FILE = "keys.json";

    private KeyFolder() {}

    static boolean isAt(Path dir) {
        return Files.isRegularFile(dir.resolve(FILE));
    }

    /** Writes a folder aside and moves it into its place; leaves one alone that someone else put there meanwhile. */
    static void create(Path dir, VendorKeys keys) throws IOException {
        create(dir, keys, Optional.empty());
    }

    /** The same with secrets that are sealed. */
    static void create(Path dir, VendorKeys keys, Optional<StoredKeys.Seal> seal) throws IOException {
        Path parent = dir.toAbsolutePath().getParent();
        if (parent == null) {
            throw new VendorFileException(new LocalizedText(
                    "A key folder can't be the root folder " + dir + ". Name a folder in it.",
                    "Папкой ключей не может быть корень " + dir + ". Укажите папку внутри него."));
        }
        Files.createDirectories(parent);
        Path aside =
                Files.createTempDirectory(parent, "." + dir.getFileName() + "-", DurableFile.mode(parent, "rwx------"));
        try {
            DurableFile.create(aside.resolve(FILE), StoredKeys.write(keys, seal).getBytes(UTF_8));
            if (seal.isPresent()) {
                DurableFile.create(aside.resolve(TRUST), keys.trust().toJson());
            }
            Files.move(aside, dir, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.force(parent);
        } catch (FileSystemException e) {
            if (!isAt(dir)) {
                throw e;
            }
        } finally {
            for (String name : List.of(FILE, TRUST)) {
                Files.deleteIfExists(aside.resolve(name));
            }
            Files.deleteIfExists(aside);
        }
    }

    /** Puts other keys in the place of those in the folder, in one step. */
    static void replace(Path dir, VendorKeys keys, Optional<StoredKeys.Seal> seal) throws IOException {
        DurableFile.replace(dir.resolve(FILE), StoredKeys.write(keys, seal).getBytes(UTF_8));
        if (Files.exists(dir.resolve(TRUST))) {
            DurableFile.replace(dir.resolve(TRUST), keys.trust().toJson());
        }
    }

    /** @param passphrase asked only where the secrets are sealed */
    static VendorKeys read(Path dir, Supplier<Passphrase> passphrase) throws IOException {
        VendorKeys keys = stored(dir).open(passphrase);
        if (!keys.mode().equals(TrustDocument.DEVELOPMENT)) {
            requirePrivate(dir.resolve(FILE));
        }
        return keys;
    }

    /** What the folder holds, sealed as it is. */
    static StoredKeys stored(Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        if (!isAt(dir)) {
            throw new VendorFileException(new LocalizedText(
                    "There are no vendor keys: " + file + " is missing. Name a vendor's key folder.",
                    "Ключей поставщика нет: отсутствует " + file + ". Укажите папку ключей поставщика."));
        }
        return StoredKeys.parse(Files.readString(file), file);
    }

    private static void requirePrivate(Path file) throws IOException {
        if (DurableFile.isPosix(file)) {
            Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
            open.addAll(Files.getPosixFilePermissions(file));
            open.removeAll(PosixFilePermissions.fromString("rw-------"));
            if (!open.isEmpty()) {
                throw new VendorFileException(new LocalizedText(
                        file + " is open to others " + open + ". Run: chmod 600 " + file,
                        file + " доступен посторонним " + open + ". Выполните: chmod 600 " + file));
            }
        }
    }
}
