// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.jte.frame.JtestatusGenerated;

/** The live part of the frame itself. */
public final class FrameArea implements Area {

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/frame/live viewer", FrameArea::live);
    }

    private static PageAnswer live(PageRequest request) {
        return PageAnswer.fragment(out -> StatusLine.of(request.ui(), request.plane())
                .ifPresent(status -> JtestatusGenerated.render((HtmlTemplateOutput) out, null, request.ui(), status)));
    }
}
