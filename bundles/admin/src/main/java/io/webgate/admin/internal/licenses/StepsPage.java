// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.licenses.JtestepsGenerated;
import io.webgate.license.api.LicenseRegistry;

/** The page of limits in time: what is known today of every later day (R9, R10). */
final class StepsPage {

    private StepsPage() {}

    static PageAnswer show(PageRequest request) {
        Ui ui = request.ui();
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        Steps steps = Steps.of(registry.steps(Steps.MOST), registry.licenses(), ui);
        return new PageAnswer.Html(
                ui.t("licenses.steps"),
                LicensesArea.MENU,
                out -> JtestepsGenerated.render((HtmlTemplateOutput) out, null, ui, steps));
    }
}
