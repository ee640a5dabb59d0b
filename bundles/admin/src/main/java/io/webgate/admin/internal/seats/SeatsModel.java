// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.access.Device;
import io.webgate.admin.internal.frame.Fullness;
import io.webgate.license.api.Module;

import java.util.List;
import java.util.Optional;

/**
 * The page Sessions &amp; devices for one module.
 *
 * @param choices the modules that have seats, by title
 * @param module the one that is shown
 * @param fullness how full it is
 * @param count how much of how much is in use
 * @param plugin the plugin that opens its sessions; empty text where they come from outside the gate
 * @param next what one more would do
 * @param nextCut who is cut first if the limit falls; empty text where nobody is
 * @param text that the reader looks for
 * @param page the rows of this page
 * @param devices who is enrolled for the module, as far as this reader may know
 * @param done what a form has just done; empty text: nothing
 */
public record SeatsModel(
        List<Choice> choices,
        Module module,
        Fullness fullness,
        String count,
        String plugin,
        String next,
        String nextCut,
        String text,
        Slice page,
        Line line,
        Approach approach,
        List<Enrolled> devices,
        String done) {

    public SeatsModel {
        choices = List.copyOf(choices);
        devices = List.copyOf(devices);
    }

    /** A module to choose. */
    public record Choice(String module, String label, boolean chosen) {}

    /**
     * A page of rows.
     *
     * @param total how many seats the module has
     * @param found how many of them contain the text
     * @param number of this page, from 1
     * @param pages how many there are, at least 1
     * @param cutAt the page with the cut line; 0: everybody fits
     */
    public record Slice(List<SeatRow.Timed> rows, int total, int found, int number, int pages, int cutAt) {

        /** So many rows can be looked over, and are drawn at once. */
        public static final int ROWS = 200;

        public Slice {
            rows = List.copyOf(rows);
        }

        public boolean isLast() {
            return number == pages;
        }

        /** Whether the cut line stands above this row: it is the first of those that do not fit. */
        public boolean lineAbove(int index) {
            return rows.get(index).row().below()
                    && (index == 0 || !rows.get(index - 1).row().below());
        }

        /** Whether somebody on this page does not fit. */
        public boolean hasBelow() {
            return rows.stream().anyMatch(row -> row.row().below());
        }
    }

    /**
     * The cut line.
     *
     * @param cut what the line says; empty text where everybody fits
     * @param room what stands at the end where everybody fits
     */
    public record Line(String cut, String room) {}

    /** An enrolled device, and how many seats of the module it has now. */
    public record Enrolled(Device device, long seats) {}

    /** The address of this list with another page. */
    public String href(int number) {
        return "/admin/sessions" + query(Optional.of(number));
    }

    /** The same question for the live part and the table to keep. */
    public String query() {
        return query(page.number() == 1 ? Optional.empty() : Optional.of(page.number()));
    }

    private String query(Optional<Integer> number) {
        return "?module=" + module.id().value()
                + (text.isEmpty()
                        ? ""
                        : "&q=" + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8))
                + number.map(one -> "&page=" + one).orElse("");
    }
}
