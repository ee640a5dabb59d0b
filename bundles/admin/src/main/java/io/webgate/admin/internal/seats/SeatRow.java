// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One seat. The times of its life are asked for only where the row is shown.
 *
 * @param number its place in the order of connection, from 1
 * @param seat itself
 * @param label how its device is called, fit for one line
 * @param features what its profile uses, as people call it; empty text: nothing of the kind
 * @param why what suspends it, a sentence for each verdict; empty: it is served
 * @param below it does not fit
 */
public record SeatRow(int number, Seat seat, String label, String features, List<String> why, boolean below) {

    public SeatRow {
        why = List.copyOf(why);
    }

    static SeatRow of(Placed placed, Picture picture, Ui ui) {
        Seat seat = placed.seat();
        String features = picture.usage(seat.module())
                .map(usage -> Words.features(usage.module(), seat.features(), ui.locale()))
                .orElse("");
        return new SeatRow(
                placed.number(),
                seat,
                label(seat),
                features,
                picture.suspending(seat.id()).stream()
                        .map(verdict -> reason(verdict, seat, picture, ui))
                        .toList(),
                placed.below());
    }

    private static String label(Seat seat) {
        return LocalizedText.quotable(
                seat.subject().label().orElseGet(() -> seat.subject().device()));
    }

    private static String reason(Verdict verdict, Seat seat, Picture picture, Ui ui) {
        ModuleId own = seat.module();
        Optional<Module> module = verdict.module().flatMap(picture::usage).map(Usage::module);
        String title = module.map(known -> known.title().in(ui.locale()))
                .or(() -> verdict.module().map(Object::toString))
                .orElse("");
        String since = ui.formats().time(verdict.since());
        if (!verdict.features().isEmpty()) {
            // the verdict names what all of them lack; this one is told what it uses of that
            Set<Feature> lacking = new TreeSet<>(verdict.features());
            if (seat.features().stream().anyMatch(lacking::contains)) {
                lacking.retainAll(seat.features());
            }
            String features = module.map(known -> Words.features(known, lacking, ui.locale()))
                    .orElseGet(() -> lacking.toString());
            return ui.t("seats.why.features", features, since);
        }
        boolean foreign = verdict.module().filter(other -> !other.equals(own)).isPresent();
        return foreign
                ? ui.t("seats.why.module", title, since)
                : ui.t(
                        "seats.why.excess",
                        module.map(known -> Words.count(known.metric(), verdict.used(), ui.locale()))
                                .orElse(Long.toString(verdict.used())),
                        ui.formats().number(verdict.limit()),
                        since);
    }

    public boolean served() {
        return why.isEmpty();
    }

    /** Who is at it; empty text where the module does not tell people apart. */
    public String holder() {
        return seat.subject().holder().map(LocalizedText::quotable).orElse("");
    }

    public String group() {
        return seat.group().map(LocalizedText::quotable).orElse("");
    }

    /** Where it is closed. */
    public String evict() {
        return "/admin/sessions/" + seat.module().value() + "/" + seat.id().value() + "/evict";
    }

    /** A row with the times of its life. */
    public record Timed(SeatRow row, Optional<Instant> seen, Optional<Instant> expires) {

        static Timed of(SeatRow row, Optional<SeatLife> life) {
            return new Timed(row, life.map(SeatLife::lastSeenAt), life.map(SeatLife::expiresAt));
        }
    }
}
