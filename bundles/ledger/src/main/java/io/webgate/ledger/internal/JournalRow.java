// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the journal without its hash: the one form of what is recorded, the same bytes for the ledger that writes it
 * and for a replay that holds it against what it decided itself.
 *
 * @param ref the verdict that it belongs to; its own number where it belongs to none
 * @param body one line of JSON
 */
record JournalRow(long seq, String kind, long ref, String body) {

    static final String CHANGE = "change";
    static final String PASSED = "passed";
    static final String ENDED = "ended";
    static final String CLEARED = "cleared";
    static final String STOPPED = "stopped";

    /** The row that an entry makes; most entries make none. */
    static Optional<JournalRow> of(Entry entry) {
        if (entry instanceof Entry.Inputs inputs) {
            return Optional.of(new JournalRow(
                    inputs.seq(),
                    CHANGE,
                    inputs.seq(),
                    ChangeJson.write(inputs.at(), inputs.recorded()).toString()));
        } else if (entry instanceof Entry.Passed passed) {
            long seq = passed.verdict().seq();
            return Optional.of(
                    new JournalRow(seq, PASSED, seq, OpenVerdicts.body(passed).toString()));
        } else if (entry instanceof Entry.Ended ended) {
            JsonObject body = at(ended.at());
            body.addProperty("replaced", ended.replaced());
            return Optional.of(closing(ended.seq(), ENDED, ended.verdict(), body));
        } else if (entry instanceof Entry.Cleared cleared) {
            JsonObject body = at(cleared.at());
            body.addProperty("by", cleared.by());
            return Optional.of(closing(cleared.seq(), CLEARED, cleared.verdict(), body));
        } else if (entry instanceof Entry.BundlesStopped stopped) {
            JsonObject body = at(stopped.at());
            JsonArray bundles = new JsonArray();
            stopped.bundles().forEach(bundles::add);
            body.add("bundles", bundles);
            return Optional.of(new JournalRow(stopped.seq(), STOPPED, stopped.verdict(), body.toString()));
        }
        return Optional.empty();
    }

    private static JournalRow closing(long seq, String kind, Verdict verdict, JsonObject body) {
        body.addProperty("verdict", verdict.seq());
        return new JournalRow(seq, kind, verdict.seq(), body.toString());
    }

    private static JsonObject at(Instant at) {
        JsonObject body = new JsonObject();
        body.addProperty("at", at.toString());
        return body;
    }
}
