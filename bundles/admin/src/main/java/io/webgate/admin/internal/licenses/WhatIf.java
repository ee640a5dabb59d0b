// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Foretelling;
import io.webgate.gate.http.Words;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Feature;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What would be, after a document is installed, removed or activated, or on a day (R9): limits before and after, what stops and what
 * begins to run, for whom, and which documents change their state. Pure; nothing was changed to know it.
 *
 * @param act what is thought of
 * @param day the day that is asked about; empty: now
 * @param document the one that the act is about, as it would then stand, or as it stands where it is to be removed
 * @param statement what a statement of the vendor that is no licence says (R11, R12)
 * @param useless the act changes nothing, because the document is installed already
 * @param stops something stops, or is cut for somebody who has it now
 * @param effects the worst first
 * @param changed modules whose limit or features would change
 * @param same the other ones that have a limit, spelled out
 * @param moves documents whose state would change, other than {@code document}
 * @param warnings what a person should know besides
 */
public record WhatIf(
        Act act,
        Optional<LocalDate> day,
        Optional<InstalledLicense> document,
        Optional<String> statement,
        boolean useless,
        boolean stops,
        List<Happening> effects,
        List<Line> changed,
        List<Line> same,
        List<Move> moves,
        List<String> warnings) {

    /** So many of those who are hit are named; the others are counted. */
    static final int MOST_NAMED = 12;

    /** After which somebody has less than now. */
    private static final Set<Preview.Kind> STOPPING = Set.of(
            Preview.Kind.GATE_STOPS,
            Preview.Kind.CONSEQUENCE_BEGINS,
            Preview.Kind.MORE_CUT,
            Preview.Kind.WITHHELD,
            Preview.Kind.DISPLACED);

    public WhatIf {
        effects = List.copyOf(effects);
        changed = List.copyOf(changed);
        same = List.copyOf(same);
        moves = List.copyOf(moves);
        warnings = List.copyOf(warnings);
    }

    /** What is thought of. */
    public enum Act {
        INSTALL,
        REMOVE,
        ACTIVATE,
        WAIT;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Something begins or ends.
     *
     * @param tone {@code error}, {@code warn} or {@code ok}
     * @param text in a sentence
     * @param whom names of the devices or plugins, as far as they are named
     * @param others how many more there are
     */
    public record Happening(String tone, String text, List<String> whom, int others) {

        public Happening {
            whom = List.copyOf(whom);
        }
    }

    /**
     * A module.
     *
     * @param after the limit, spelled out
     * @param used units in use now; empty where nobody tells
     * @param exceeds more is in use than would be allowed
     * @param gained features that would be licensed then, as people call them; empty text: none more
     * @param lost features that would not be any more; empty text: none
     */
    public record Line(
            Module module,
            String before,
            String after,
            Optional<Long> used,
            boolean exceeds,
            String gained,
            String lost) {}

    /** A document that changes its state. */
    public record Move(LicenseId id, String holder, LicenseState before, LicenseState after) {}

    /** Whether somebody has less after that than before. */
    static boolean stops(Preview preview) {
        return preview.effects().stream().anyMatch(effect -> STOPPING.contains(effect.kind()));
    }

    /** How things are now. */
    record Present(List<InstalledLicense> licenses, Picture picture, Optional<GateView> gate) {}

    static WhatIf of(
            Act act,
            Optional<LocalDate> day,
            Optional<InstalledLicense> removed,
            Proposed proposed,
            Preview preview,
            Present present,
            Ui ui) {
        Optional<InstalledLicense> document = removed.or(() -> proposed.install()
                .flatMap(InstallResult::license)
                .or(() -> proposed.activation().flatMap(ActivationResult::license))
                .map(own -> later(own, proposed)));
        List<Line> changed = new ArrayList<>();
        List<Line> same = new ArrayList<>();
        proposed.then().modules().values().stream()
                .sorted(Comparator.comparing(Module::id))
                .forEach(module -> {
                    Limit before = proposed.now().of(module.id());
                    Limit after = proposed.then().of(module.id());
                    if (before.quantity() != after.quantity()
                            || !before.features().equals(after.features())) {
                        changed.add(line(module, proposed, present, ui));
                    } else if (after.quantity() > 0) {
                        same.add(line(module, proposed, present, ui));
                    }
                });
        return new WhatIf(
                act,
                day,
                document,
                proposed.install()
                        .filter(result -> result.license().isEmpty())
                        .flatMap(InstallResult::message)
                        .map(text -> text.in(ui.locale())),
                proposed.install()
                        .filter(result -> result.kind() == InstallResult.Kind.ALREADY_INSTALLED)
                        .isPresent(),
                stops(preview),
                preview.effects().stream()
                        .map(effect -> happening(effect, proposed.then(), present, ui))
                        .toList(),
                changed,
                same,
                moves(document, proposed, present),
                warnings(act, day, document, proposed, ui));
    }

    /** On the day that is asked about it may stand otherwise than in the answer to its installation. */
    private static InstalledLicense later(InstalledLicense own, Proposed proposed) {
        return proposed.licenses().stream()
                .filter(one -> one.id().equals(own.id()) && isOfOneVendor(one, own))
                .findFirst()
                .orElse(own);
    }

    private static Line line(Module module, Proposed proposed, Present present, Ui ui) {
        Limit before = proposed.now().of(module.id());
        Limit after = proposed.then().of(module.id());
        Optional<Long> used = present.picture().usage(module.id()).map(Usage::used);
        Set<Feature> gained = new TreeSet<>(after.features());
        gained.removeAll(before.features());
        Set<Feature> lost = new TreeSet<>(before.features());
        lost.removeAll(after.features());
        return new Line(
                module,
                Shown.quantity(before.quantity(), !module.summed(), ui),
                Spelled.of(module, after, proposed.licenses(), ui),
                used,
                used.filter(units -> units > after.quantity()).isPresent(),
                Words.features(module, gained, ui.locale()),
                Words.features(module, lost, ui.locale()));
    }

    private static Happening happening(Preview.Effect effect, Limits then, Present present, Ui ui) {
        Optional<Module> module =
                effect.module().flatMap(id -> Optional.ofNullable(then.modules().get(id)));
        List<String> whom =
                switch (effect.kind()) {
                    case GATE_STOPS -> plugins(present, GateView.Plugin.State.ACTIVE);
                    case GATE_OPENS -> plugins(present, GateView.Plugin.State.STOPPED);
                    case CONSEQUENCE_BEGINS, CONSEQUENCE_ENDS, MORE_CUT, FEWER_CUT, DISPLACED ->
                        effect.seats().stream().map(seat -> name(seat, present)).toList();
                    case WITHHELD, GRANTED, NEWCOMERS_REFUSED, NEWCOMERS_SUSPENDED -> List.of();
                };
        return new Happening(
                switch (effect.kind()) {
                    case GATE_STOPS -> "error";
                    case CONSEQUENCE_BEGINS, MORE_CUT, WITHHELD, NEWCOMERS_REFUSED, NEWCOMERS_SUSPENDED, DISPLACED ->
                        "warn";
                    case GRANTED, FEWER_CUT, CONSEQUENCE_ENDS, GATE_OPENS -> "ok";
                },
                Foretelling.of(effect, module).in(ui.locale()),
                whom.subList(0, Math.min(MOST_NAMED, whom.size())),
                Math.max(0, whom.size() - MOST_NAMED));
    }

    private static List<String> plugins(Present present, GateView.Plugin.State state) {
        return present.gate().stream()
                .flatMap(gate -> gate.plugins().stream())
                .filter(plugin -> plugin.state() == state)
                .map(GateView.Plugin::bundle)
                .sorted()
                .toList();
    }

    private static String name(SeatId id, Present present) {
        return present.picture().seat(id).map(seat -> name(seat.subject())).orElse(id.toString());
    }

    private static String name(Subject subject) {
        String device = subject.label().orElse(subject.device());
        return subject.holder().map(holder -> holder + " (" + device + ")").orElse(device);
    }

    private static List<Move> moves(Optional<InstalledLicense> document, Proposed proposed, Present present) {
        List<Move> moves = new ArrayList<>();
        for (InstalledLicense before : present.licenses()) {
            boolean itself = document.filter(own -> own.id().equals(before.id()) && isOfOneVendor(own, before))
                    .isPresent();
            if (!itself && before.license().isPresent()) {
                proposed.licenses().stream()
                        .filter(after -> after.id().equals(before.id()) && isOfOneVendor(after, before))
                        .filter(after -> after.state() != before.state())
                        .findFirst()
                        .ifPresent(after -> moves.add(new Move(
                                before.id(), before.license().orElseThrow().holder(), before.state(), after.state())));
            }
        }
        return moves;
    }

    private static boolean isOfOneVendor(InstalledLicense one, InstalledLicense other) {
        return one.license().map(own -> own.vendor()).equals(other.license().map(own -> own.vendor()));
    }

    private static List<String> warnings(
            Act act, Optional<LocalDate> day, Optional<InstalledLicense> document, Proposed proposed, Ui ui) {
        List<String> warnings = new ArrayList<>();
        if (act == Act.INSTALL || act == Act.ACTIVATE) {
            document.filter(one -> one.state() != LicenseState.VALID)
                    .flatMap(InstalledLicense::reason)
                    .ifPresent(reason -> {
                        warnings.add(ui.t("licenses.whatif.counts-not"));
                        warnings.add(reason.in(ui.locale()));
                    });
        }
        day.filter(asked -> asked.atStartOfDay(ui.formats().zone())
                        .toInstant()
                        .isBefore(proposed.now().at()))
                .ifPresent(asked -> warnings.add(ui.t("licenses.whatif.past")));
        return warnings;
    }
}
