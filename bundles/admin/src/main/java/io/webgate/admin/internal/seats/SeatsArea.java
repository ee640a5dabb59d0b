// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.AccessException;
import io.webgate.access.Device;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.Csv;
import io.webgate.admin.internal.frame.Fullness;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.seats.JteliveGenerated;
import io.webgate.admin.internal.jte.seats.JtepageGenerated;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page Sessions &amp; devices: who is connected in what order, where the limit cuts, and closing a seat. */
public final class SeatsArea implements Area {

    static final String MENU = "sessions";

    private static final Set<String> DONE = Set.of("evicted", "held", "blocked");
    private static final LocalizedText UNKNOWN =
            new LocalizedText("No such sessions or connections", "Таких сеансов или подключений нет");
    private static final LocalizedText UNKNOWN_DETAIL = new LocalizedText(
            "No module of this name has sessions or connections here; choose one on the page Sessions and devices.",
            "Модуля с таким именем, у которого были бы сеансы или подключения, здесь нет; выберите модуль на странице"
                    + " «Сеансы и устройства».");

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/sessions viewer", SeatsArea::page);
        pages.on("GET /admin/sessions/live viewer", SeatsArea::live);
        pages.on("GET /admin/sessions.csv viewer", SeatsArea::csv);
        pages.on("GET /admin/sessions/{module}/{seat}/evict operator", EvictPage::confirm);
        pages.on("POST /admin/sessions/{module}/{seat}/evict operator", EvictPage::evict);
    }

    private static PageAnswer page(PageRequest request) throws AccessException {
        SeatsModel model = model(request);
        return new PageAnswer.Html(
                request.ui().t("seats.title"),
                MENU,
                out -> JtepageGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private static PageAnswer live(PageRequest request) throws AccessException {
        SeatsModel model = model(request);
        return PageAnswer.fragment(out -> JteliveGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private static SeatsModel model(PageRequest request) throws AccessException {
        Ui ui = request.ui();
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        Picture picture = ledger.picture();
        Optional<GateView> gate = request.plane().watch().map(GateWatch::view);
        List<Usage> seated = SeatsView.seated(picture, ui.locale());
        Usage usage = chosen(seated, request);
        ModuleId module = usage.module().id();
        List<Seat> inOrder = picture.seats(module);
        Queue queue = Queue.of(usage, inOrder);
        String text = SeatsView.text(request.field("q"));
        String nextCut = request.plane()
                .registry()
                .map(LicenseRegistry::limits)
                .flatMap(limits -> SeatsView.oneLess(usage, queue, limits))
                .map(less -> SeatsView.nextCut(ledger.preview(less), module, picture, ui))
                .orElse("");
        List<Device> devices = Refused.need(request.plane().access(), "Access").devices();
        String done = request.field("done");
        return new SeatsModel(
                SeatsView.choices(seated, usage, ui),
                usage.module(),
                Fullness.of(usage),
                SeatsView.count(usage, ui),
                SeatsView.plugin(module, gate),
                SeatsView.next(usage, gate, ledger, ui),
                nextCut,
                text,
                SeatsView.slice(
                        SeatsView.found(queue, text), inOrder.size(), request.field("page"), picture, ledger::life, ui),
                SeatsView.line(usage, queue, ui),
                Approach.of(
                        usage.module(),
                        request.http().isSecure() ? "https" : "http",
                        request.http().getServerName(),
                        request.http().getServerPort(),
                        gate),
                SeatsView.enrolled(devices, module, inOrder),
                DONE.contains(done) ? ui.t("seats.done." + done) : "");
    }

    private static PageAnswer csv(PageRequest request) {
        Ui ui = request.ui();
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        Picture picture = ledger.picture();
        Usage usage = chosen(SeatsView.seated(picture, ui.locale()), request);
        Queue queue = Queue.of(usage, picture.seats(usage.module().id()));
        Csv csv = new Csv()
                .row(List.of(
                        ui.t("seats.number"),
                        ui.t("seats.label"),
                        ui.t("seats.device"),
                        ui.t("seats.holder"),
                        ui.t("seats.group"),
                        ui.t("seats.weight"),
                        ui.t("seats.features"),
                        ui.t("seats.connected"),
                        ui.t("seats.seen"),
                        ui.t("seats.expires"),
                        ui.t("seats.state"),
                        ui.t("seats.why")));
        for (Placed placed : SeatsView.found(queue, SeatsView.text(request.field("q")))) {
            SeatRow row = SeatRow.of(placed, picture, ui);
            Optional<SeatLife> life = ledger.life(row.seat().id());
            csv.row(List.of(
                    Integer.toString(row.number()),
                    row.label(),
                    row.seat().subject().device(),
                    row.holder(),
                    row.group(),
                    Long.toString(row.seat().weight()),
                    row.features(),
                    ui.formats().machine(row.seat().connectedAt()),
                    life.map(SeatLife::lastSeenAt).map(ui.formats()::machine).orElse(""),
                    life.map(SeatLife::expiresAt).map(ui.formats()::machine).orElse(""),
                    ui.t(row.served() ? "seats.served" : "seats.suspended"),
                    String.join(" ", row.why())));
        }
        return new PageAnswer.Download("sessions-" + usage.module().id().value() + ".csv", Csv.TYPE, csv.bytes());
    }

    private static Usage chosen(List<Usage> seated, PageRequest request) {
        return SeatsView.chosen(seated, request.field("module"))
                .orElseThrow(() -> new Refused(Problem.of(
                        404,
                        "module-unknown",
                        UNKNOWN,
                        UNKNOWN_DETAIL,
                        request.ui().locale())));
    }
}
