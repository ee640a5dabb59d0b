// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.access.Device;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the page's model of what ledger and watchdog show. Pure: what it can't see it is given. */
final class SeatsView {

    private static final int LONGEST = 100;
    private static final int NAMED = 5;
    private static final Set<Preview.Kind> CUTS = Set.of(Preview.Kind.CONSEQUENCE_BEGINS, Preview.Kind.MORE_CUT);

    private SeatsView() {}

    /** The modules that have seats at all. */
    static List<Usage> seated(Picture picture, Locale locale) {
        return picture.usages().stream()
                .filter(usage -> switch (usage.module().counting()) {
                    case GATE_SESSIONS, CONNECTIONS -> true;
                    case METER, HOST -> false;
                })
                .sorted(Comparator.comparing(
                                (Usage usage) -> usage.module().title().in(locale))
                        .thenComparing(usage -> usage.module().id()))
                .toList();
    }

    /** The one that was asked for; else the one that needs a look most: in force, then most in use. */
    static Optional<Usage> chosen(List<Usage> seated, String wanted) {
        return seated.stream()
                .filter(usage -> usage.module().id().value().equals(wanted))
                .findFirst()
                .or(() -> wanted.isEmpty()
                        ? seated.stream()
                                .min(Comparator.comparing((Usage usage) ->
                                                usage.verdicts().isEmpty())
                                        .thenComparing(Comparator.comparingLong(Usage::used)
                                                .reversed())
                                        .thenComparing(Comparator.comparingLong(Usage::bound)
                                                .reversed()))
                        : Optional.empty());
    }

    static List<SeatsModel.Choice> choices(List<Usage> seated, Usage chosen, Ui ui) {
        return seated.stream()
                .map(usage -> new SeatsModel.Choice(
                        usage.module().id().value(),
                        ui.t(
                                "seats.choice",
                                usage.module().title().in(ui.locale()),
                                ui.formats().number(usage.used()),
                                ui.formats().number(usage.bound())),
                        usage.equals(chosen)))
                .toList();
    }

    /** Everybody whose texts contain the text, above the line first. */
    static List<Placed> found(Queue queue, String text) {
        return queue.placed().stream().filter(placed -> placed.contains(text)).toList();
    }

    /** @param typed the number of the page; what is no number of a page is the first, what is beyond the end the last */
    static SeatsModel.Slice slice(
            List<Placed> rows,
            int total,
            String typed,
            Picture picture,
            Function<SeatId, Optional<SeatLife>> life,
            Ui ui) {
        int size = SeatsModel.Slice.ROWS;
        int pages = Math.max(1, (rows.size() + size - 1) / size);
        int number = Math.min(pages, Math.max(1, number(typed)));
        long fit = rows.stream().filter(row -> !row.below()).count();
        int cutAt = fit == rows.size() ? 0 : (int) (fit / size) + 1;
        return new SeatsModel.Slice(
                rows.stream()
                        .skip((long) (number - 1) * size)
                        .limit(size)
                        .map(row -> SeatRow.Timed.of(
                                SeatRow.of(row, picture, ui),
                                life.apply(row.seat().id())))
                        .toList(),
                total,
                rows.size(),
                number,
                pages,
                cutAt);
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException none) {
            return 1;
        }
    }

    static String text(String typed) {
        return typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    }

    static SeatsModel.Line line(Usage usage, Queue queue, Ui ui) {
        String bound = ui.formats().number(usage.bound());
        String cut = queue.cut()
                .map(verdict -> verdict.leniency()
                        .map(leniency -> leniency.until()
                                .map(until -> ui.t(
                                        "seats.line.waits-until",
                                        bound,
                                        ui.formats().time(until)))
                                .orElseGet(() -> ui.t("seats.line.waits", bound)))
                        .orElseGet(
                                () -> ui.t("seats.line.cut", bound, ui.formats().time(verdict.since()))))
                .orElse("");
        long free = Math.max(0, usage.bound() - usage.used());
        return new SeatsModel.Line(
                cut, free == 0 ? ui.t("seats.line.full", bound) : ui.count("seats.line.room", free, bound));
    }

    /**
     * The limits with one unit less than those that are served now take, to ask who would go first; empty where less would
     * hit nobody in particular.
     */
    static Optional<Limits> oneLess(Usage usage, Queue queue, Limits limits) {
        Module module = usage.module();
        boolean inOrder =
                switch (module.consequence().effect()) {
                    case SUSPEND, REFUSE ->
                        queue.cut().filter(verdict -> !verdict.isApplied()).isEmpty();
                    case STOP_GATE, HOLD -> false;
                };
        if (!inOrder || queue.served() < 1) {
            return Optional.empty();
        }
        Limit now = limits.of(module.id());
        Map<ModuleId, Limit> less = new HashMap<>(limits.byModule());
        less.put(module.id(), new Limit(Math.min(now.quantity(), queue.served() - 1), now.features(), now.from()));
        return Optional.of(new Limits(limits.revision(), limits.at(), limits.nextChange(), limits.modules(), less));
    }

    /** Who goes first, by name. */
    static String nextCut(Preview preview, ModuleId module, Picture picture, Ui ui) {
        List<String> names = preview.effects().stream()
                .filter(effect -> effect.module().filter(module::equals).isPresent() && CUTS.contains(effect.kind()))
                .flatMap(effect -> effect.seats().stream())
                .flatMap(seat -> picture.seat(seat).stream())
                .map(Words::seat)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED
                ? ui.count("seats.next-cut.more", names.size() - (long) NAMED, first)
                : ui.t("seats.next-cut", first);
    }

    static String next(Usage usage, Optional<GateView> gate, Ledger ledger, Ui ui) {
        Picture picture = ledger.picture();
        return Outlook.of(
                usage, gate, id -> picture.usage(id).map(Usage::module), Outlook.leaving(usage, ledger), ui.locale());
    }

    static String count(Usage usage, Ui ui) {
        return ui.t(
                "seats.count",
                Words.count(usage.module().metric(), usage.used(), ui.locale()),
                Long.toString(usage.bound()));
    }

    static String plugin(ModuleId module, Optional<GateView> gate) {
        return gate.stream()
                .flatMap(view -> view.plugins().stream())
                .filter(plugin -> plugin.module().filter(module::equals).isPresent())
                .map(plugin -> plugin.bundle() + " " + plugin.version())
                .findFirst()
                .orElse("");
    }

    static List<SeatsModel.Enrolled> enrolled(List<Device> devices, ModuleId module, List<Seat> seats) {
        Map<String, Long> byDevice = seats.stream()
                .collect(Collectors.groupingBy(seat -> seat.subject().device(), Collectors.counting()));
        return devices.stream()
                .filter(device -> device.enrolment().modules().contains(module))
                .map(device -> new SeatsModel.Enrolled(
                        device, byDevice.getOrDefault(device.enrolment().device(), 0L)))
                .toList();
    }

    /** Who gets the place of a seat that is closed, and what else follows; a sentence each. */
    static List<String> consequences(Usage usage, Queue queue, Seat seat, boolean enrolled, Ui ui) {
        List<String> sentences = new ArrayList<>();
        boolean session = usage.module().counting() == Module.Counting.GATE_SESSIONS;
        sentences.add(ui.t(session ? "seats.evict.session" : "seats.evict.connection"));
        boolean below = queue.below().contains(seat);
        Optional<Seat> first =
                queue.below().stream().filter(other -> !other.equals(seat)).findFirst();
        boolean applied = queue.cut().filter(Verdict::isApplied).isPresent();
        if (applied && usage.module().consequence().effect() == Effect.SUSPEND) {
            boolean all = queue.above().isEmpty();
            sentences.add(
                    below && !all
                            ? ui.t("seats.evict.below")
                            : first.map(one -> ui.t(all ? "seats.evict.all" : "seats.evict.first", Words.seat(one)))
                                    .orElseGet(() -> ui.t("seats.evict.next")));
        } else {
            sentences.add(ui.t("seats.evict.next"));
        }
        if (!enrolled) {
            sentences.add(ui.t("seats.evict.returns"));
        }
        return sentences;
    }
}
