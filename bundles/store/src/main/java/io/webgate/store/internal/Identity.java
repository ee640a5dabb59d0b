// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Notices that a database has gone or is another installation's (T12): it carries a random id, and a file beside it
 * repeats that id. Without this, a lost database would silently become an empty one in which every seat is free.
 */
final class Identity {

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    private final Path database;
    private final Path marker;
    private final Supplier<String> newIds;

    Identity(Path database, Supplier<String> newIds) {
        this.database = database;
        this.marker = database.resolveSibling(database.getFileName() + ".id");
        this.newIds = newIds;
    }

    /** Before opening, which would make an empty database. */
    void refuseMissing() throws StoreException {
        try {
            if (Files.exists(marker) && (!Files.exists(database) || Files.size(database) == 0)) {
                throw new StoreException(
                        Kind.CORRUPT,
                        "Database " + database + " has gone or is empty, though there was one (" + marker.getFileName()
                                + " beside it says so): restore the last backup; to begin anew with nothing, delete "
                                + marker);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** After opening: compares the ids, or gives the database one and writes it down. */
    void refuseForeign(Connection connection) throws SQLException, StoreException {
        String id = id(connection);
        try {
            if (!Files.exists(marker)) {
                write(id);
                return;
            }
            String expected = Files.readString(marker, StandardCharsets.UTF_8).strip();
            if (!expected.equals(id)) {
                throw new StoreException(
                        Kind.CORRUPT,
                        "Database " + database + " is not the one of this installation (its id is " + id + ", "
                                + marker.getFileName() + " says " + expected
                                + "): put the right one back; to accept this one, delete " + marker);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String id(Connection connection) throws SQLException {
        // Looked up before created: a full disk must not keep an existing database from being opened
        boolean known = Sql.first(
                        connection,
                        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'store_identity'",
                        row -> true)
                .orElse(false);
        if (known) {
            Optional<String> id = Sql.first(connection, "SELECT id FROM store_identity", row -> row.getString(1));
            if (id.isPresent()) {
                return id.get();
            }
        }
        String fresh = newIds.get();
        Sql.update(connection, "CREATE TABLE IF NOT EXISTS store_identity (id TEXT NOT NULL)");
        Sql.update(connection, "INSERT INTO store_identity (id) VALUES (?)", fresh);
        return fresh;
    }

    private void write(String id) {
        Path draft = marker.resolveSibling(marker.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(id + System.lineSeparator()));
            channel.force(true);
            Files.move(draft, marker, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // It guards against a later loss; the database itself is sound, and a full disk must not close the shop
            LOG.warn("{} could not be written, a loss of the database would go unnoticed: {}", marker, e.toString());
        }
    }

    private StoreException unreadable(IOException cause) {
        return new StoreException(
                Kind.FAILED, "Database " + database + ": " + marker + " can't be read (" + cause + ")", cause);
    }
}
