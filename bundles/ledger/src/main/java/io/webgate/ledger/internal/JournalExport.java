// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Journal;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the journal out (R56, R60), a part at a time, each read on its own: rows are never changed, so the parts belong
 * together, and a reader of the stream who is slow keeps no connection.
 */
final class JournalExport implements Journal {

    private final Store store;

    JournalExport(Store store) {
        this.store = store;
    }

    private record Document(String digest, String kind, String id, String body) {}

    @Override
    public void export(Origin origin, OutputStream out) throws IOException {
        try {
            write(origin, out);
        } catch (StoreException e) {
            throw new IllegalStateException("The journal can't be read: " + e.getMessage(), e);
        }
    }

    private void write(Origin origin, OutputStream out) throws IOException, StoreException {
        Lines lines = new Lines(out);
        long last = store.read(
                connection -> Sql.first(connection, "SELECT MAX(seq) FROM ledger_journal", row -> row.getLong(1))
                        .orElse(0L));
        lines.write(ExportForm.header(origin, JournalChain.GENESIS));
        String hash = JournalChain.GENESIS;
        long rows = 0;
        long seq = 0;
        while (seq < last) {
            long behind = seq;
            for (JournalReader.Stored stored : store.read(connection -> JournalReader.behind(connection, behind))) {
                seq = stored.row().seq();
                if (seq > last) {
                    break;
                }
                lines.write(ExportForm.row(stored.row(), stored.hash()));
                hash = stored.hash();
                rows++;
            }
            if (seq == behind) {
                break; // a row that was there is gone: the reader of the file will see it
            }
        }
        long documents = 0;
        String digest = "";
        for (List<Document> some = documents(digest); !some.isEmpty(); some = documents(digest)) {
            for (Document document : some) {
                digest = document.digest();
                lines.write(ExportForm.document(digest, document.kind(), document.id(), document.body()));
                documents++;
            }
        }
        lines.write(ExportForm.trailer(rows, documents, hash, lines.digest()));
        lines.flush();
    }

    private List<Document> documents(String behind) throws StoreException {
        return store.read(connection -> Sql.query(
                connection,
                "SELECT digest, kind, id, body FROM ledger_document WHERE digest > ? ORDER BY digest LIMIT 50",
                row -> new Document(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                behind));
    }

    /** Lines with the digest of all of them. */
    private static final class Lines {

        private final OutputStream out;
        private final MessageDigest sum = JournalChain.sha256();

        Lines(OutputStream out) {
            this.out = new BufferedOutputStream(out, 1 << 16);
        }

        void write(String line) throws IOException {
            byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
            sum.update(bytes);
            out.write(bytes);
        }

        /** Of what was written until now; asked once. */
        String digest() {
            return HexFormat.of().formatHex(sum.digest());
        }

        void flush() throws IOException {
            out.flush();
        }
    }
}
