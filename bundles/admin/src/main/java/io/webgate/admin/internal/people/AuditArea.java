// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException;
import io.webgate.access.Act;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.Csv;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.people.JteauditGenerated;

import java.util.List;

/** The record of administrative acts, as a page and as a table to keep. */
public final class AuditArea implements Area {

    /** As many as the API shows. */
    private static final int MOST = 10_000;

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/audit admin", AuditArea::page);
        pages.on("GET /admin/audit.csv admin", AuditArea::csv);
    }

    static PageAnswer page(PageRequest request) throws AccessException {
        AuditView view = AuditView.of(People.access(request).acts(MOST), request.field("before"), request.ui());
        return People.page(
                200,
                request.ui().t("people.audit"),
                "audit",
                out -> JteauditGenerated.render(out, null, request.ui(), view));
    }

    static PageAnswer csv(PageRequest request) throws AccessException {
        return new PageAnswer.Download(
                "audit.csv",
                Csv.TYPE,
                table(People.access(request).acts(MOST), request.ui()).bytes());
    }

    private static Csv table(List<Act> acts, Ui ui) {
        Csv csv = new Csv()
                .row(List.of(
                        ui.t("people.audit.number"),
                        ui.t("people.audit.at"),
                        ui.t("people.audit.who"),
                        ui.t("people.audit.what"),
                        ui.t("people.audit.subject"),
                        ui.t("people.audit.outcome"),
                        ui.t("people.audit.code"),
                        ui.t("people.audit.outcome.code")));
        for (Act act : acts) {
            AuditRow row = AuditRow.of(act, ui);
            csv.row(List.of(
                    Long.toString(act.seq()),
                    ui.formats().machine(act.at()),
                    row.who(),
                    row.what(),
                    row.subject(),
                    row.outcome(),
                    act.what(),
                    act.outcome()));
        }
        return csv;
    }
}
