// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The home of a host (D13): {@code etc/} settings, {@code licenses/} documents, {@code plugins/} jars, {@code var/}
 * everything that the host writes, readable for its owner only.
 *
 * @param root absolute path
 */
public record Home(Path root) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path etc() {
        return root.resolve("etc");
    }

    public Path plugins() {
        return root.resolve("plugins");
    }

    public Path var() {
        return root.resolve("var");
    }

    /** A third party's bundles in repository layout; looked in after the distribution's. */
    public Path repository() {
        return root.resolve("repository");
    }

    /** Holds the process id of the running host, and the lock that it keeps while it lives. */
    public Path lockFile() {
        return var().resolve("lock");
    }

    /** Holds the port that the running host listens on. */
    public Path portFile() {
        return var().resolve("port");
    }

    /** Holds the TLS port that the running host listens on; missing where it has none. */
    public Path tlsPortFile() {
        return var().resolve("tls-port");
    }

    /** Holds the one-time token with which the host is set up; missing when it is. */
    public Path firstRunTokenFile() {
        return var().resolve("first-run-token");
    }

    /** Holds the token of the local command line. */
    public Path adminTokenFile() {
        return var().resolve("admin-token");
    }

    /**
     * Makes what is missing of the tree.
     *
     * @throws StartFailure it cannot be made or written to
     */
    public Home create() throws StartFailure {
        try {
            for (String folder : List.of("etc", "licenses", "plugins")) {
                Files.createDirectories(root.resolve(folder));
            }
            boolean posix = Files.getFileStore(root).supportsFileAttributeView("posix");
            if (!Files.isDirectory(var())) {
                if (posix) {
                    Files.createDirectory(
                            var(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectory(var());
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw cannotWrite(
                    Bilingual.text(e.getFile() + " is a file, not a folder", e.getFile() + " — файл, а не папка"), e);
        } catch (IOException e) {
            throw cannotWrite(e.toString(), e);
        }
        return this;
    }

    private StartFailure cannotWrite(String reason, IOException cause) {
        return new StartFailure(
                Bilingual.text(
                        "Home " + root + " cannot be written to (" + reason
                                + "). Give this user the folder, or name another with --home.",
                        "В домашнюю папку " + root + " нельзя писать (" + reason
                                + "). Дайте этому пользователю права на неё или укажите другую через --home."),
                cause);
    }

    /**
     * Makes {@code var/tmp}, empty: native libraries that a killed process left behind would pile up there. Only for
     * who holds the lock.
     */
    Path emptyTemporary() throws StartFailure {
        Path temporary = var().resolve("tmp");
        try {
            Files.createDirectories(temporary);
            try (var files = Files.list(temporary)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw cannotWrite(e.toString(), e);
        }
        return temporary;
    }

    /**
     * The random id of this home, made when there is none: what a host remembers outside its home is filed under it. Only
     * for who holds the lock.
     */
    String id() throws StartFailure {
        Path file = var().resolve("home-id");
        try {
            if (Files.exists(file)) {
                String id = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
                if (ID.matcher(id).matches()) {
                    return id;
                }
            }
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String id = HexFormat.of().formatHex(random);
            Path fresh = var().resolve("home-id.new");
            Files.writeString(fresh, id + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return id;
        } catch (IOException e) {
            throw cannotWrite(e.toString(), e);
        }
    }

    /** The port of the running host; empty where none has written one. */
    public Optional<Integer> port() throws IOException {
        if (!Files.exists(portFile())) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(Files.readString(portFile()).trim()));
    }

    /** Whoever reads the file sees a whole number: it is renamed into place. */
    void writePort(int port) throws IOException {
        write(portFile(), port);
    }

    void writeTlsPort(int port) throws IOException {
        write(tlsPortFile(), port);
    }

    private void write(Path file, int port) throws IOException {
        Path fresh = var().resolve(file.getFileName() + ".new");
        Files.writeString(fresh, port + "\n", StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void removePort() throws IOException {
        Files.deleteIfExists(portFile());
        Files.deleteIfExists(tlsPortFile());
    }
}
