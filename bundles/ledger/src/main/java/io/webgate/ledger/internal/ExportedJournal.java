// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.ledger.replay.Documented;
import io.webgate.ledger.replay.Fault;
import io.webgate.ledger.replay.Question;
import io.webgate.ledger.replay.Verification;
import io.webgate.ledger.replay.WhatIf;
import io.webgate.license.api.Journal;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.SignedFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@link JournalExport} wrote. Nothing of the file is believed: first every byte is held against the hashes, then
 * every outcome against the decision. Behind {@link io.webgate.ledger.replay.JournalFile}.
 */
public final class ExportedJournal {

    private Optional<Journal.Origin> origin = Optional.empty();
    private final Map<String, SignedFile> documents = new HashMap<>();
    private String lastHash = JournalChain.GENESIS;
    private long rows;
    private long changes;
    private long verdicts;
    private final Replay replay = new Replay();
    /** Once the file is whole. */
    private @Nullable LimitsProof proof;

    private ExportedJournal() {}

    /** Whether it holds; see {@link io.webgate.ledger.replay.JournalFile#verify}. */
    public static Verification verify(Path file, Documented documented) throws IOException {
        ExportedJournal journal = new ExportedJournal();
        Optional<Fault> fault = journal.whole(file);
        if (fault.isEmpty()) {
            fault = journal.decided(file, documented);
        }
        return journal.verification(fault);
    }

    /** What would have been; see {@link io.webgate.ledger.replay.JournalFile#replay}. */
    public static WhatIf replay(Path file, Question question) throws IOException {
        ExportedJournal journal = new ExportedJournal();
        Optional<Fault> fault = journal.whole(file);
        Journal.Origin origin = journal.origin.orElse(null);
        if (fault.isPresent() || origin == null) {
            throw new IllegalArgumentException(
                    fault.map(found -> found.text().english()).orElse("The journal has no header"));
        }
        OtherPast past = new OtherPast(origin, question, journal.documents);
        try (ExportLines lines = new ExportLines(file)) {
            lines.next();
            for (long row = 0; row < journal.rows; row++) {
                past.next(JournalLine.of(lines.next()).row());
            }
        }
        return past.told();
    }

    /** A line that holds a row. */
    private record JournalLine(JournalRow row, String hash, String again) {

        static JournalLine of(@Nullable String line) {
            return of(JsonParser.parseString(String.valueOf(line)).getAsJsonObject());
        }

        static JournalLine of(JsonObject json) {
            long seq = json.get("seq").getAsLong();
            JournalRow row = new JournalRow(seq, ExportForm.text(json, "kind"), seq, ExportForm.text(json, "body"));
            String hash = ExportForm.text(json, "hash");
            return new JournalLine(row, hash, ExportForm.row(row, hash));
        }
    }

    // ------------------------------------------------------------------ every byte

    private Optional<Fault> whole(Path file) throws IOException {
        try (ExportLines lines = new ExportLines(file)) {
            String header = lines.next();
            if (!isHeader(header)) {
                return fault(Fault.Kind.HEADER, lines, 0);
            }
            while (true) {
                String line = lines.next();
                if (line == null) {
                    return lines.isAtEnd()
                            ? fault(Fault.Kind.TRUNCATED, lines, 0)
                            : fault(Fault.Kind.CHAIN, lines, rows + 1);
                }
                JsonObject json = object(line);
                if (json.has("end")) {
                    return trailer(json, line, lines);
                }
                Optional<Fault> fault = json.has("document") ? document(json, line, lines) : row(json, line, lines);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
    }

    private boolean isHeader(@Nullable String line) {
        try {
            JsonObject json = object(line);
            if (!ExportForm.isHeader(json)) {
                return false;
            }
            Journal.Origin found = ExportForm.origin(json);
            origin = Optional.of(found);
            return ExportForm.header(found, JournalChain.GENESIS).equals(line);
        } catch (RuntimeException e) {
            return false; // a zone, a time or a name that is none
        }
    }

    /** Empty where it is no object: then it has no member that is looked for. */
    private static JsonObject object(@Nullable String line) {
        try {
            return JsonParser.parseString(String.valueOf(line)).getAsJsonObject();
        } catch (RuntimeException e) {
            return new JsonObject();
        }
    }

    private Optional<Fault> row(JsonObject json, String line, ExportLines lines) {
        long expected = rows + 1;
        try {
            JournalLine read = JournalLine.of(json);
            boolean sound = read.row().seq() == expected
                    && documents.isEmpty()
                    && read.again().equals(line)
                    && read.hash()
                            .equals(JournalChain.hash(
                                    lastHash,
                                    expected,
                                    read.row().kind(),
                                    read.row().body()));
            if (!sound) {
                return fault(Fault.Kind.CHAIN, lines, expected);
            }
            rows++;
            lastHash = read.hash();
            return Optional.empty();
        } catch (RuntimeException e) {
            return fault(Fault.Kind.CHAIN, lines, expected); // what is no row at all
        }
    }

    private Optional<Fault> document(JsonObject json, String line, ExportLines lines) {
        try {
            SignedFile document = ExportForm.document(json);
            String digest = ExportForm.text(json, "document");
            String again =
                    ExportForm.document(digest, document.kind().code(), document.id(), ExportForm.text(json, "bytes"));
            if (document.digest().equals(digest) && again.equals(line) && documents.put(digest, document) == null) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            return fault(Fault.Kind.DOCUMENT, lines, 0); // no base64url, no kind of document
        }
        return fault(Fault.Kind.DOCUMENT, lines, 0);
    }

    private Optional<Fault> trailer(JsonObject json, String line, ExportLines lines) throws IOException {
        if (!ExportForm.text(json, "end").equals(Long.toString(rows))
                || !ExportForm.text(json, "documents").equals(Integer.toString(documents.size()))) {
            return fault(Fault.Kind.TRUNCATED, lines, 0);
        }
        if (!ExportForm.trailer(rows, documents.size(), lastHash, lines.digestBefore())
                .equals(line)) {
            return fault(Fault.Kind.CHANGED, lines, 0);
        }
        return lines.isAtEnd() ? Optional.empty() : fault(Fault.Kind.SURPLUS, lines, 0);
    }

    private static Optional<Fault> fault(Fault.Kind kind, ExportLines lines, long row) {
        return Optional.of(new Fault(kind, lines.number(), row, "", ""));
    }

    // ------------------------------------------------------------------ every decision

    private Optional<Fault> decided(Path file, Documented documented) throws IOException {
        try (ExportLines lines = new ExportLines(file)) {
            lines.next();
            LimitsProof limits = new LimitsProof(origin.orElseThrow(), documents, documented);
            proof = limits;
            for (long number = 0; number < rows; number++) {
                JournalRow row = JournalLine.of(lines.next()).row();
                Optional<Fault> fault;
                try {
                    fault = decided(row, lines.number(), limits);
                } catch (RuntimeException e) {
                    fault = Optional.of(
                            new Fault(Fault.Kind.UNREADABLE, lines.number(), row.seq(), row.body(), e.toString()));
                }
                if (fault.isPresent()) {
                    return fault;
                }
            }
            limits.end();
            return replay.end().map(difference -> fault(difference, lines.number()));
        }
    }

    private Optional<Fault> decided(JournalRow row, long line, LimitsProof limits) {
        Optional<Replay.Difference> difference = replay.next(row);
        if (difference.isPresent()) {
            return difference.map(found -> fault(found, line));
        }
        if (row.kind().equals(JournalRow.PASSED)) {
            verdicts++;
        }
        if (!row.kind().equals(JournalRow.CHANGE)) {
            return Optional.empty();
        }
        changes++;
        List<String> contradictions = limits.next(row.seq(), ChangeJson.read(row.body()));
        return contradictions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Fault(Fault.Kind.LIMITS, line, row.seq(), row.body(), String.join("; ", contradictions)));
    }

    private static Fault fault(Replay.Difference difference, long line) {
        return new Fault(Fault.Kind.DECISION, line, difference.seq(), difference.recorded(), difference.computed());
    }

    private Verification verification(Optional<Fault> fault) {
        List<LocalizedText> unchecked = new ArrayList<>();
        if (replay.unexplained() > 0) {
            unchecked.add(new LocalizedText(
                    "Rows from before the ledger recorded what happened: " + replay.unexplained()
                            + ". Only their chain is checked.",
                    "Строк, сделанных до того, как стало записываться происходящее: " + replay.unexplained()
                            + ". Проверена только их цепочка."));
        }
        if (replay.isTakenOver()) {
            unchecked.add(new LocalizedText(
                    "Sessions, settings and who was held out when the record began are taken as recorded.",
                    "Сеансы, настройки и недопущенные на момент начала записи приняты как записано."));
        }
        LimitsProof limits = proof;
        if (limits != null) {
            unchecked.addAll(limits.unchecked());
        }
        return new Verification(
                origin,
                fault,
                rows,
                changes,
                verdicts,
                limits == null ? 0 : limits.checked(),
                lastHash,
                unchecked,
                limits == null ? List.of() : limits.statements());
    }
}
