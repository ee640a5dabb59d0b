// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.Csv;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.limits.JteanswerGenerated;
import io.webgate.admin.internal.jte.limits.JteliveGenerated;
import io.webgate.admin.internal.jte.limits.JteoneGenerated;
import io.webgate.admin.internal.jte.limits.JteoneLiveGenerated;
import io.webgate.admin.internal.jte.limits.JtepageGenerated;
import io.webgate.admin.internal.licenses.Sum;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The page Limits &amp; consequences: of every module the rule in one sentence, how it stands, what one more would do, and
 * a simulator that asks the function that decides (R102).
 */
public final class LimitsArea implements Area {

    static final String MENU = "limits";

    private static final LocalizedText UNKNOWN = new LocalizedText("No such module", "Такого модуля нет");
    private static final LocalizedText UNKNOWN_DETAIL = new LocalizedText(
            "The catalogue of this host has no module of this name; the page Limits & consequences shows those that it"
                    + " has.",
            "В каталоге этого узла нет модуля с таким именем; все модули — на странице «Лимиты и последствия».");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/limits viewer", LimitsArea::page);
        pages.on("GET /admin/limits/live viewer", LimitsArea::live);
        pages.on("GET /admin/limits/answer viewer", LimitsArea::answer);
        pages.on("GET /admin/limits.csv viewer", LimitsArea::csv);
        pages.on("GET /admin/limits/{module} viewer", LimitsArea::one);
        pages.on("GET /admin/limits/{module}/live viewer", LimitsArea::oneLive);
    }

    private static PageAnswer page(PageRequest request) {
        LimitsModel model = model(request);
        String query = query(request);
        return new PageAnswer.Html(
                request.ui().t("limits.title"),
                MENU,
                out -> JtepageGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model, query));
    }

    private static PageAnswer live(PageRequest request) {
        LimitsModel model = LimitsModel.of(rows(request), filter(request), Optional.empty());
        return PageAnswer.fragment(out -> JteliveGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private static PageAnswer answer(PageRequest request) {
        Simulation answer = simulation(request);
        return PageAnswer.fragment(
                out -> JteanswerGenerated.render((HtmlTemplateOutput) out, null, request.ui(), answer));
    }

    private static PageAnswer csv(PageRequest request) {
        Ui ui = request.ui();
        Csv csv = new Csv()
                .row(List.of(
                        ui.t("limits.module"),
                        ui.t("limits.csv.id"),
                        ui.t("limits.state"),
                        ui.t("limits.csv.limit"),
                        ui.t("limits.csv.used"),
                        ui.t("limits.csv.free"),
                        ui.t("limits.rule"),
                        ui.t("limits.next")));
        Filter filter = filter(request);
        rows(request).stream()
                .filter(filter::takes)
                .forEach(row -> csv.row(List.of(
                        row.title(),
                        row.module().value(),
                        row.word(),
                        row.amount().limit(),
                        row.amount().used(),
                        row.amount().free(),
                        row.rule(),
                        row.next())));
        return new PageAnswer.Download("limits.csv", Csv.TYPE, csv.bytes());
    }

    private static PageAnswer one(PageRequest request) {
        LimitRow row = row(request);
        Optional<Past> past = row.definition().summed()
                ? request.plane()
                        .history()
                        .map(history ->
                                Past.of(row.definition(), Past.Period.of(request.field("past")), history, request.ui()))
                : Optional.empty();
        Content body = out ->
                JteoneGenerated.render((HtmlTemplateOutput) out, null, request.ui(), row, sum(request, row), past);
        return new PageAnswer.Html(row.title(), MENU, body);
    }

    private static PageAnswer oneLive(PageRequest request) {
        LimitRow row = row(request);
        return PageAnswer.fragment(out ->
                JteoneLiveGenerated.render((HtmlTemplateOutput) out, null, request.ui(), row, sum(request, row)));
    }

    private static LimitRow row(PageRequest request) {
        return rows(request).stream()
                .filter(row -> row.module().value().equals(request.placeholder("module")))
                .findFirst()
                .orElseThrow(() -> new Refused(Problem.of(
                        404,
                        "module-unknown",
                        UNKNOWN,
                        UNKNOWN_DETAIL,
                        request.ui().locale())));
    }

    private static Sum sum(PageRequest request, LimitRow row) {
        LicenseRegistry registry = registry(request);
        return Sum.of(row.definition(), registry.limits().of(row.module()), registry.licenses());
    }

    private static LimitsModel model(PageRequest request) {
        Optional<Simulation> simulation =
                request.field("module").isEmpty() ? Optional.empty() : Optional.of(simulation(request));
        return LimitsModel.of(rows(request), filter(request), simulation);
    }

    private static Simulation simulation(PageRequest request) {
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        return Simulation.of(
                request.field("module"),
                request.field("more"),
                ledger.picture(),
                ledger::simulate,
                LimitsView.falls(gate(request)),
                request.ui());
    }

    private static List<LimitRow> rows(PageRequest request) {
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        Limits limits = registry(request).limits();
        return LimitsView.of(
                ledger.picture(), limits, gate(request), usage -> Outlook.leaving(usage, ledger), request.ui());
    }

    private static LicenseRegistry registry(PageRequest request) {
        return Refused.need(request.plane().registry(), "LicenseRegistry");
    }

    private static Optional<GateView> gate(PageRequest request) {
        return request.plane().watch().map(GateWatch::view);
    }

    private static Filter filter(PageRequest request) {
        return Filter.of(request.field("q"), request.field("state"));
    }

    /** The same question for the live part. */
    private static String query(PageRequest request) {
        StringBuilder query = new StringBuilder();
        for (String name : List.of("module", "more", "q", "state")) {
            String value = request.field(name);
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }
}
