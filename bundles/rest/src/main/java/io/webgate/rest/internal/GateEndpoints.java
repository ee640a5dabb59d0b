// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Change;
import io.webgate.license.api.Journal;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The gate: what it does and why, stopping and resuming it (R54), and the journal of verdicts (R56). */
final class GateEndpoints {

    private final Plane plane;

    GateEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/gate viewer", this::gate);
        router.on("POST /api/v1/gate/resume admin", this::resume);
        router.on("POST /api/v1/gate/stop admin", this::stop);
        router.on("GET /api/v1/verdicts viewer", this::verdicts);
        router.on("GET /api/v1/journal/export admin", this::export);
    }

    private Answer gate(Ask ask) {
        return Answer.json(200, view(plane.needWatch(ask.locale()).view(), ask.locale()));
    }

    private Answer resume(Ask ask) {
        return change(ask, new Change.Resume(ask.by()), "gate-resume");
    }

    private Answer stop(Ask ask) {
        Optional<String> reason = Json.read(ask).optionalText("reason").or(() -> ask.query("reason"));
        if (reason.filter(text -> text.length() > 200).isPresent()) {
            throw Problems.invalid("reason (at most 200 characters)", "reason (не более 200 символов)", ask.locale());
        }
        return change(ask, new Change.Stop(ask.by(), reason), "gate-stop");
    }

    /** Asks the ledger, then waits until the watchdog has done what follows. */
    private Answer change(Ask ask, Change change, String what) {
        Ledger ledger = plane.needLedger(ask.locale());
        GateWatch watch = plane.needWatch(ask.locale());
        Reply reply = Waiting.on(ledger.submit(change, ask.key()), "Ledger", ask.locale());
        if (reply instanceof Reply.Refused refused) {
            record(ask, what, refused.reason().code());
            Optional<ModuleId> module =
                    refused.module().or(() -> refused.verdict().flatMap(Verdict::module));
            throw new ProblemException(Problem.of(refused, definition(ledger, module), ask.locale()));
        }
        record(ask, what, "done");
        GateView view =
                Waiting.within(watch.settled(), "GateWatch", ask.locale()).orElseGet(watch::view);
        return Answer.json(200, view(view, ask.locale()));
    }

    private void record(Ask ask, String what, String outcome) {
        plane.access().ifPresent(access -> access.record(ask.by(), what, "gate", outcome));
    }

    private Answer verdicts(Ask ask) {
        return Paged.list(
                ask,
                plane.needLedger(ask.locale()).verdicts(Integer.MAX_VALUE),
                entry -> Long.toString(entry.verdict().seq()),
                entry -> view(entry, ask.locale()));
    }

    private Answer export(Ask ask) {
        Journal journal = plane.needJournal(ask.locale());
        Journal.Origin origin = Journal.Origin.of(
                plane.machine(),
                plane.registry(),
                plane.version(),
                plane.time().map(TrustedTime::instant).orElse(Instant.EPOCH));
        plane.access().ifPresent(access -> access.record(ask.by(), "journal-export", "journal", "done"));
        return Answer.content("application/x-ndjson", out -> journal.export(origin, out))
                .with("Content-Disposition", "attachment; filename=\"journal.jsonl\"");
    }

    /** The definition of a module, where the ledger knows it. */
    static Optional<Module> definition(Ledger ledger, Optional<ModuleId> module) {
        return module.flatMap(id -> ledger.picture().usage(id)).map(Usage::module);
    }

    static Json.Members summary(GateView view) {
        return Json.object()
                .put("state", view.open() ? "open" : "stopped")
                .put("since", Json.time(view.since()))
                .put("verdict", view.verdict().map(Problem::verdict));
    }

    private Map<String, Object> view(GateView view, Locale locale) {
        return summary(view)
                .put(
                        "remedy",
                        view.verdict().map(verdict -> remedies(verdict, locale)).orElse(List.of()))
                .put("causeStands", view.causeStands())
                .put(
                        "obstacles",
                        view.obstacles().stream().map(text -> text.in(locale)).toList())
                .put(
                        "plugins",
                        view.plugins().stream()
                                .map(plugin -> view(plugin, locale))
                                .toList())
                .map();
    }

    private static Map<String, Object> view(GateView.Plugin plugin, Locale locale) {
        return Json.object()
                .put("bundle", plugin.bundle())
                .put("version", plugin.version())
                .put("state", plugin.state().code())
                .put("reason", plugin.reason().map(text -> text.in(locale)))
                .put("module", plugin.module().map(ModuleId::value))
                .put("path", plugin.path())
                .put("requires", plugin.requires())
                .put("dependents", plugin.dependents())
                .map();
    }

    private List<Map<String, Object>> remedies(Verdict verdict, Locale locale) {
        Optional<Module> module = plane.ledger().flatMap(ledger -> definition(ledger, verdict.module()));
        return Problem.remedies(verdict.remedies(), module, locale);
    }

    private Map<String, Object> view(JournalEntry entry, Locale locale) {
        Verdict verdict = entry.verdict();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", verdict.seq());
        all.put("at", Json.time(verdict.since()));
        // Members that a verdict by an administrator lacks are there as null
        all.put("module", null);
        all.put("consequence", null);
        all.putAll(Problem.verdict(verdict));
        all.put("remedy", remedies(verdict, locale));
        all.put("stopped", entry.stopped());
        all.put("resumedBy", entry.resumedBy().orElse(null));
        all.put("resumedAt", entry.resumedAt().map(Json::time).orElse(null));
        all.put("hash", entry.hash());
        all.put("previousHash", entry.previousHash());
        return all;
    }
}
