// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.jte.frame.JtestoppedGenerated;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;

import java.util.Optional;

/** Answers below {@link ExtensionPage#ROOT} where no plugin's servlet does: which plugin is stopped, and why. */
public final class StoppedExtension implements Area {

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Extensions extensions;

    public StoppedExtension(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public void addTo(PageTable pages) {
        pages.on(
                "GET /admin/ext/** viewer",
                request -> answer(
                        request.ui(),
                        extensions.find(request.http().getRequestURI()),
                        request.plane().watch().map(GateWatch::view)));
    }

    static PageAnswer.Html answer(Ui ui, Optional<ExtensionPage> known, Optional<GateView> gate) {
        if (known.isPresent()) {
            ExtensionPage page = known.get();
            if (gate.filter(view -> !view.open()).isPresent()) {
                return page(
                        UNAVAILABLE,
                        ui.t("frame.extension.stopped"),
                        page.path(),
                        ui.t("frame.extension.stopped.gate", page.bundle()),
                        ui);
            }
            String reason = gate.stream()
                    .flatMap(view -> view.plugins().stream())
                    .filter(plugin -> plugin.bundle().equals(page.bundle()))
                    .flatMap(plugin -> plugin.reason().stream())
                    .map(text -> text.in(ui.locale()))
                    .findFirst()
                    .orElseGet(() -> ui.t("frame.extension.off"));
            return page(
                    UNAVAILABLE,
                    ui.t("frame.extension.stopped"),
                    page.path(),
                    ui.t("frame.extension.stopped.why", page.bundle(), reason),
                    ui);
        }
        if (gate.filter(view -> !view.open()).isPresent()) {
            return page(UNAVAILABLE, ui.t("frame.extension.stopped"), "", ui.t("frame.extension.gate"), ui);
        }
        return page(NOT_FOUND, ui.t("frame.extension.none"), "", ui.t("frame.extension.none.why"), ui);
    }

    private static PageAnswer.Html page(int status, String title, String menu, String text, Ui ui) {
        return new PageAnswer.Html(
                status, title, menu, out -> JtestoppedGenerated.render((HtmlTemplateOutput) out, null, ui, text));
    }
}
