// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Waiting;
import io.webgate.admin.internal.jte.plugins.JtelistGenerated;
import io.webgate.admin.internal.jte.plugins.JteliveGenerated;
import io.webgate.admin.internal.jte.plugins.JtestopGenerated;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Change;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The page Plugins: what runs, why something does not, stopping and opening the gate (R51, R54). */
public final class PluginsArea implements Area {

    private static final Set<String> DONE = Set.of("resumed", "resuming", "stopped");
    private static final int LONGEST_REASON = 200;

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/plugins viewer", this::list);
        pages.on("GET /admin/plugins/live viewer", this::live);
        pages.on("GET /admin/plugins/stop admin", this::confirm);
        pages.on("POST /admin/plugins/stop admin", this::stop);
        pages.on("POST /admin/plugins/resume admin", this::resume);
    }

    private PageAnswer list(PageRequest request) {
        PluginsModel model = model(request);
        return new PageAnswer.Html(
                request.ui().t("plugins.title"),
                "plugins",
                out -> JtelistGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private PageAnswer live(PageRequest request) {
        PluginsModel model = model(request);
        Content body = out -> JteliveGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model);
        return PageAnswer.fragment(body);
    }

    private PageAnswer confirm(PageRequest request) {
        PluginsModel model = model(request);
        long sessions = Refused.need(request.plane().ledger(), "Ledger").picture().usages().stream()
                .filter(usage -> usage.module().counting() == Module.Counting.GATE_SESSIONS)
                .mapToLong(Usage::used)
                .sum();
        return new PageAnswer.Html(
                request.ui().t("plugins.stop.title"),
                "plugins",
                out -> JtestopGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model, sessions));
    }

    private PageAnswer stop(PageRequest request) throws IOException {
        String typed = request.field("reason");
        Optional<String> reason = Optional.of(
                        typed.length() > LONGEST_REASON ? typed.substring(0, LONGEST_REASON) : typed)
                .filter(text -> !text.isEmpty());
        return change(request, new Change.Stop(request.by(), reason), "gate-stop", "stopped");
    }

    private PageAnswer resume(PageRequest request) throws IOException {
        return change(request, new Change.Resume(request.by()), "gate-resume", "resumed");
    }

    /** Asks the ledger, then waits until the watchdog has done what follows. */
    private static PageAnswer change(PageRequest request, Change change, String what, String done) throws IOException {
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        Reply reply = Waiting.on(ledger.submit(change, Optional.empty())).orElseThrow(() -> Refused.missing("Ledger"));
        String outcome =
                reply instanceof Reply.Refused refused ? refused.reason().code() : "done";
        request.plane().access().ifPresent(access -> access.record(request.by(), what, "gate", outcome));
        if (reply instanceof Reply.Refused refused) {
            Optional<ModuleId> module =
                    refused.module().or(() -> refused.verdict().flatMap(Verdict::module));
            throw new Refused(Problem.of(
                    refused,
                    module.flatMap(id -> definition(ledger.picture(), id)),
                    request.ui().locale()));
        }
        boolean settled = request.plane().watch().isPresent()
                && Waiting.on(request.plane().watch().get().settled()).isPresent();
        return new PageAnswer.See("/admin/plugins?done=" + (settled || !done.equals("resumed") ? done : "resuming"));
    }

    private static PluginsModel model(PageRequest request) {
        Optional<Picture> picture = request.plane().ledger().map(Ledger::picture);
        Optional<String> done = Optional.of(request.field("done"))
                .filter(DONE::contains)
                .map(code -> request.ui().t("plugins.done." + code));
        return PluginsView.of(
                Refused.need(request.plane().watch(), "GateWatch").view(),
                id -> picture.flatMap(known -> definition(known, id)),
                request.ui(),
                done);
    }

    private static Optional<Module> definition(Picture picture, ModuleId id) {
        return picture.usage(id).map(Usage::module);
    }
}
