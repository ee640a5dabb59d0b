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
        Fold fold = new Fold();
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
                fold.next(row);
                explains |= row.kind().equals(JournalRow.CHANGE);
            }
        }
        return new OpenVerdicts(seq, hash, fold.latches(), fold.standing(), fold.lacking(), explains);
    }

    /** Which verdicts are open after the rows that were taken one after another. */
    static final class Fold {

        private final Map<Long, Entry.Passed> open = new LinkedHashMap<>();

        void next(JournalRow row) {
            switch (row.kind()) {
                case JournalRow.PASSED -> {
                    JsonObject body = JsonParser.parseString(row.body()).getAsJsonObject();
                    open.put(
                            row.seq(),
                            new Entry.Passed(
                                    VerdictJson.read(body), body.get(LATCHES).getAsBoolean()));
                }
                case JournalRow.ENDED, JournalRow.CLEARED ->
                    // from the text, which the hash covers; the column beside it is for looking up
                    open.remove(JsonParser.parseString(row.body())
                            .getAsJsonObject()
                            .get("verdict")
                            .getAsLong());
                default -> {} // what happened, or was stopped, says nothing of what is open
            }
        }

        List<Verdict> latches() {
            return open.values().stream()
                    .filter(Entry.Passed::latches)
                    .map(Entry.Passed::verdict)
                    .toList();
        }

        Map<ModuleId, Verdict> standing() {
            return byModule(false);
        }

        Map<ModuleId, Verdict> lacking() {
            return byModule(true);
        }

        private Map<ModuleId, Verdict> byModule(boolean features) {
            Map<ModuleId, Verdict> byModule = new LinkedHashMap<>();
            for (Entry.Passed passed : open.values()) {
                Verdict verdict = passed.verdict();
                if (!passed.latches() && (verdict.cause() == Cause.FEATURES) == features) {
                    verdict.module().ifPresent(module -> byModule.put(module, verdict));
                }
            }
            return byModule;
        }
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
