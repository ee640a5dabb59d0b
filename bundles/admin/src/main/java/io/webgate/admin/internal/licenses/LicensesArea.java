// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.Access;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.licenses.JtelistGenerated;
import io.webgate.admin.internal.jte.licenses.JteliveGenerated;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseRegistry;

import java.io.IOException;
import java.util.Optional;

/** The page Licences: the list, its live part, and the installation of a document (R8, R19). */
public final class LicensesArea implements Area {

    static final String MENU = "licenses";

    /** How a document came that was installed here; see {@link InstalledLicense#source()}. */
    static final String SOURCE = "page";

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/licenses viewer", LicensesArea::list);
        pages.on("POST /admin/licenses admin", LicensesArea::install);
        pages.on("GET /admin/licenses/live viewer", LicensesArea::live);
        pages.on("GET /admin/licenses/preview viewer", WhatIfPages::forDay);
        pages.on("POST /admin/licenses/preview admin", WhatIfPages::forDocument);
        pages.on("GET /admin/licenses/request viewer", RequestPage::download);
        pages.on("GET /admin/licenses/steps viewer", StepsPage::show);
        pages.on("GET /admin/licenses/{id}/sheet viewer", SheetPage::show);
        RemovePage remove = new RemovePage();
        pages.on("GET /admin/licenses/{id}/remove viewer", remove::confirm);
        pages.on("POST /admin/licenses/{id}/remove admin", remove::remove);
        pages.on("GET /admin/licenses/{id}/break-glass viewer", BreakGlassPage::confirm);
        pages.on("POST /admin/licenses/{id}/break-glass admin", BreakGlassPage::activate);
    }

    static PageAnswer list(PageRequest request) {
        String wanted = request.field("license");
        Optional<InstalledLicense> named = request.plane().registry().flatMap(registry -> registry.licenses().stream()
                .filter(installed -> installed.id().value().equals(wanted))
                .findFirst());
        return page(200, request, wanted, Notice.done(request.field("done"), named, request.ui()));
    }

    static PageAnswer live(PageRequest request) {
        Ui ui = request.ui();
        LicensesModel model = LicensesModel.of(request.plane(), request.field("license"), Optional.empty(), ui);
        return PageAnswer.fragment(out -> JteliveGenerated.render((HtmlTemplateOutput) out, null, ui, model));
    }

    static PageAnswer install(PageRequest request) throws IOException {
        Ui ui = request.ui();
        Upload upload = Upload.of(request);
        if (upload.kind() != Upload.Kind.DOCUMENT) {
            return page(422, request, "", Optional.of(Notice.unusable(upload.kind(), ui)));
        }
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        // An act that can't be recorded is not begun
        Access access = Refused.need(request.plane().access(), "Access");
        InstallResult result = registry.install(upload.document(), SOURCE);
        String id = result.license().map(installed -> installed.id().value()).orElse("");
        access.record(
                request.by(),
                "license-install",
                id.isEmpty() ? "-" : id,
                result.kind().code());
        if (result.license().isEmpty() && Notice.isTaken(result)) {
            // No licence but another statement of the vendor (R11, R12): there is none to show
            return page(200, request, "", Optional.of(Notice.statement(result, ui)));
        }
        return switch (result.kind()) {
            case INSTALLED, ALREADY_INSTALLED ->
                new PageAnswer.See("/admin/licenses?done=" + result.kind().code() + "&license=" + id);
            case DAMAGED, OLDER_GENERATION, RECEIPT_REFUSED, TOO_LARGE, EDITION_ADMITS_NONE, STORE_FULL ->
                page(422, request, "", Optional.of(Notice.refused(result, true, FileKind.of(upload.document()), ui)));
        };
    }

    static PageAnswer.Html page(int status, PageRequest request, String wanted, Optional<Notice> notice) {
        Ui ui = request.ui();
        LicensesModel model = LicensesModel.of(request.plane(), wanted, notice, ui);
        return new PageAnswer.Html(
                status,
                ui.t("licenses.title"),
                MENU,
                out -> JtelistGenerated.render((HtmlTemplateOutput) out, null, ui, model));
    }
}
