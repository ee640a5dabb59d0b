// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.api.Cause;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal says is open: verdicts passed and neither ended nor cleared. Read from the journal itself, whose chain
 * is checked on the way, so that nobody opens the gate by deleting a row beside it (R54, R56).
 *
 * @param latches open ones that hold the gate, oldest first
 * @param standing other open ones on quantities, by module
 * @param lacking other open ones on features, by module (R45)
 * @param explains whether what happened is recorded, too (R60)
 */
record OpenVerdicts(
        long lastSeq,
        String lastHash,
        List<Verdict> latches,
        Map<ModuleId, Verdict> standing,
        Map<ModuleId, Verdict> lacking,
        boolean explains) {

    private static final String LATCHES = "latches";

    /** The text of a verdict in the journal: the verdict, and whether it holds the gate. */
    static JsonObject body(Entry.Passed passed) {
        JsonObject body = VerdictJson.write(passed.verdict());
        body.addProperty(LATCHES, passed.latches());
        return body;
    }

    /** @throws BrokenJournal where an entry was changed, taken out or put in */
    static OpenVerdicts read(Connection c) throws SQLException {
        Map<Long, Verdict> passed = new LinkedHashMap<>();
        Map<Long, Boolean> open = new LinkedHashMap<>();
        String hash = JournalChain.GENESIS;
        long seq = 0;
        boolean explains = false;
        for (List<JournalReader.Stored> rows = JournalReader.behind(c, 0);
                !rows.isEmpty();
                rows = JournalReader.behind(c, seq)) {
            for (JournalReader.Stored stored : rows) {
                JournalRow row = stored.row();
                if (!stored.follows(hash)) {
                    throw new BrokenJournal(row.seq());
                }
                hash = stored.hash();
                seq = row.seq();
                switch (row.kind()) {
                    case JournalRow.PASSED -> {
                        JsonObject body = JsonParser.parseString(row.body()).getAsJsonObject();
                        passed.put(row.seq(), VerdictJson.read(body));
                        open.put(row.seq(), body.get(LATCHES).getAsBoolean());
                    }
                    case JournalRow.ENDED, JournalRow.CLEARED -> {
                        // from the text, which the hash covers; the column beside it is for looking up
                        long verdict = JsonParser.parseString(row.body())
                                .getAsJsonObject()
                                .get("verdict")
                                .getAsLong();
                        open.remove(verdict);
                        passed.remove(verdict);
                    }
                    case JournalRow.CHANGE -> explains = true;
                    default -> {} // what was stopped says nothing of what is open
                }
            }
        }
        List<Verdict> latches = open.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> verdict(passed, entry.getKey()))
                .toList();
        Map<ModuleId, Verdict> standing = new LinkedHashMap<>();
        Map<ModuleId, Verdict> lacking = new LinkedHashMap<>();
        open.forEach((number, latch) -> {
            if (!latch) {
                Verdict verdict = verdict(passed, number);
                Map<ModuleId, Verdict> matter = verdict.cause() == Cause.FEATURES ? lacking : standing;
                verdict.module().ifPresent(module -> matter.put(module, verdict));
            }
        });
        return new OpenVerdicts(seq, hash, latches, standing, lacking, explains);
    }

    private static Verdict verdict(Map<Long, Verdict> passed, long seq) {
        Verdict verdict = passed.get(seq);
        if (verdict == null) {
            throw new BrokenJournal(seq);
        }
        return verdict;
    }

    /** The record was changed by someone else, or the database is damaged: a person must decide. */
    static final class BrokenJournal extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        BrokenJournal(long seq) {
            super("The journal's chain is broken at entry " + seq
                    + ": the record was changed or the database is damaged. Restore the last good backup.");
        }
    }
}
