// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal;

import io.webgate.admin.internal.config.ConfigArea;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.AssetFiles;
import io.webgate.admin.internal.frame.Extensions;
import io.webgate.admin.internal.frame.FrameArea;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.PreferencesArea;
import io.webgate.admin.internal.frame.StoppedExtension;
import io.webgate.admin.internal.gallery.GalleryArea;
import io.webgate.admin.internal.licenses.LicensesArea;
import io.webgate.admin.internal.limits.LimitsArea;
import io.webgate.admin.internal.overview.OverviewArea;
import io.webgate.admin.internal.people.PeopleArea;
import io.webgate.admin.internal.plugins.PluginsArea;
import io.webgate.admin.internal.seats.SeatsArea;

import java.util.List;

/** The parts of the pages. */
final class Areas {

    private Areas() {}

    static PageTable all(Extensions extensions) {
        PageTable pages = new PageTable();
        // Answered before any page is looked for; here for the door
        pages.on(AssetFiles.ROUTE, request -> {
            throw AdminServlet.nothing(request.ui());
        });
        // So that the door knows /admin/ too, and a wrong address is told inside the frame
        pages.on("GET /admin/** viewer", request -> {
            throw AdminServlet.nothing(request.ui());
        });
        List<Area> areas = List.of(
                new FrameArea(),
                new PreferencesArea(),
                new PeopleArea(),
                new OverviewArea(),
                new LicensesArea(),
                new LimitsArea(),
                new SeatsArea(),
                new PluginsArea(),
                new ConfigArea(),
                new GalleryArea(),
                new StoppedExtension(extensions));
        areas.forEach(area -> area.addTo(pages));
        return pages;
    }
}
