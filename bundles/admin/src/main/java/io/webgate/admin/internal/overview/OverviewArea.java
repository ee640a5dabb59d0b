// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.Access;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.jte.overview.JteliveGenerated;
import io.webgate.admin.internal.jte.overview.JtepageGenerated;
import io.webgate.admin.internal.people.Checklist;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Outlook;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;

import java.util.Optional;

/** The page Overview: what is used of what, what one more would do, what needs attention (R102). */
public final class OverviewArea implements Area {

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin viewer", this::page);
        pages.on("GET /admin/overview/live viewer", this::live);
    }

    private PageAnswer page(PageRequest request) {
        OverviewModel model = model(request);
        Optional<Checklist> checklist = Checklist.shown(request);
        return new PageAnswer.Html(
                request.ui().t("overview.title"),
                "overview",
                out -> JtepageGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model, checklist));
    }

    private PageAnswer live(PageRequest request) {
        OverviewModel model = model(request);
        return PageAnswer.fragment(out -> JteliveGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private static OverviewModel model(PageRequest request) {
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        return OverviewView.of(
                ledger.picture(),
                usage -> Outlook.leaving(usage, ledger),
                registry.licenses(),
                registry.advice(),
                request.plane().watch().map(GateWatch::view),
                request.plane().machine(),
                request.plane().access().flatMap(Access::storeTrouble),
                request.plane().concerns(),
                request.ui());
    }
}
