// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.licenses.JtesheetGenerated;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;

/** One licence as a sheet to print: what the vendor's has, and how it stands here and today. */
final class SheetPage {

    private SheetPage() {}

    static PageAnswer show(PageRequest request) {
        Ui ui = request.ui();
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        InstalledLicense installed = RemovePage.find(registry.licenses(), request);
        License license = installed.license().orElseThrow(() -> RemovePage.unknown(request));
        Connections lines = Connections.of(license, registry.licenses(), registry.limits());
        // What the vendor's sheet has in its code, so that both find the same document
        KeyQr code = KeyQr.of((license.id().value() + " " + license.binding().value()).strip());
        String here = request.plane().machine().map(MachineIdentity::machineKey).orElse("–");
        return new PageAnswer.Html(
                ui.t("licenses.sheet"),
                LicensesArea.MENU,
                out -> JtesheetGenerated.render(
                        (HtmlTemplateOutput) out, null, ui, installed, license, lines, code, here));
    }
}
