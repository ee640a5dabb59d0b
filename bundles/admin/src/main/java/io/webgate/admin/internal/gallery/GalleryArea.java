// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.gallery.JtepageGenerated;

/** Every component of the pages with its HTML to copy, for who writes a plugin's page. */
public final class GalleryArea implements Area {

    private final Samples samples = Samples.fromClassPath();

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/gallery viewer", request -> page(request.ui()));
        pages.on("GET /admin/gallery/live viewer", GalleryArea::live);
    }

    PageAnswer.Html page(Ui ui) {
        return new PageAnswer.Html(
                ui.t("gallery.title"),
                "gallery",
                out -> JtepageGenerated.render((HtmlTemplateOutput) out, null, ui, samples.in(ui)));
    }

    private static PageAnswer live(PageRequest request) {
        Ui ui = request.ui();
        return PageAnswer.fragment(out -> {
            out.writeContent("<p data-announce>");
            out.writeUserContent(ui.t("gallery.sample.live"));
            out.writeContent("</p>");
        });
    }
}
