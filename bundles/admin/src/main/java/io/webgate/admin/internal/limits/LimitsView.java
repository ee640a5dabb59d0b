// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.admin.internal.chart.Gauge;
import io.webgate.admin.internal.frame.Fullness;
import io.webgate.admin.internal.frame.Span;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.licenses.Shown;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the rows of what ledger, registry and watchdog show. Pure. */
public final class LimitsView {

    private static final int NAMED = 5;

    private final Picture picture;
    private final Limits limits;
    private final Optional<GateView> gate;
    private final Function<Usage, List<Seat>> leaving;
    private final Ui ui;

    private LimitsView(
            Picture picture, Limits limits, Optional<GateView> gate, Function<Usage, List<Seat>> leaving, Ui ui) {
        this.picture = picture;
        this.limits = limits;
        this.gate = gate;
        this.leaving = leaving;
        this.ui = ui;
    }

    /**
     * Every module of the catalogue, the worst first; of those that are alike in order of their titles.
     *
     * @param leaving who would make room for one more (R46)
     */
    static List<LimitRow> of(
            Picture picture, Limits limits, Optional<GateView> gate, Function<Usage, List<Seat>> leaving, Ui ui) {
        LimitsView view = new LimitsView(picture, limits, gate, leaving, ui);
        return picture.usages().stream()
                .sorted(Comparator.comparingInt(LimitsView::rank)
                        .thenComparing(usage -> usage.module().title().in(ui.locale()))
                        .thenComparing(usage -> usage.module().id()))
                .map(view::row)
                .toList();
    }

    /** How bad: in force, waiting, one more would be too many, nearly so, fine, nothing licensed. */
    static int rank(Usage usage) {
        if (usage.verdicts().stream().anyMatch(Verdict::isApplied)) {
            return 0;
        }
        if (!usage.verdicts().isEmpty()) {
            return 1;
        }
        return switch (usage.state()) {
            case OVER -> 0;
            case FULL -> isFull(usage) ? 2 : 4;
            case NEAR -> 3;
            case OK -> 4;
            case NONE -> 5;
        };
    }

    /** What is on or off is not full because it is on. */
    private static boolean isFull(Usage usage) {
        return usage.bound() > 0
                && usage.used() >= usage.bound()
                && usage.module().summed();
    }

    private LimitRow row(Usage usage) {
        Module module = usage.module();
        Limit limit = limits.of(module.id());
        Fullness fullness = Fullness.of(usage);
        return new LimitRow(
                module,
                module.title().in(ui.locale()),
                Policy.of(module),
                Words.consequence(module).in(ui.locale()),
                usage.state().name().toLowerCase(Locale.ROOT),
                fullness.code(),
                fullness.word().in(ui.locale()),
                amount(usage, limit),
                next(usage),
                isFull(usage) || !usage.verdicts().isEmpty(),
                usage.verdicts().stream()
                        .map(verdict -> against(verdict, module))
                        .toList(),
                terms(module),
                module.features().stream()
                        .sorted()
                        .map(feature -> new LimitRow.Option(
                                module.titleOf(feature, ui.locale()),
                                feature.value(),
                                limit.features().contains(feature)))
                        .toList(),
                module.requires().stream()
                        .sorted()
                        .map(needed -> new LimitRow.Option(
                                Optional.ofNullable(limits.modules().get(needed))
                                        .map(known -> known.title().in(ui.locale()))
                                        .orElse(needed.value()),
                                LimitRow.href(needed),
                                limits.of(needed).quantity() > 0))
                        .toList(),
                module.consequence().effect() == Effect.STOP_GATE ? falls(gate) : List.of());
    }

    /** The plugins that run now, in the order in which they would stop: dependents first. */
    public static List<String> falls(Optional<GateView> gate) {
        List<String> running = gate.stream()
                .flatMap(view -> view.plugins().stream())
                .filter(plugin -> plugin.state() == GateView.Plugin.State.ACTIVE)
                .map(plugin -> plugin.bundle() + " " + plugin.version())
                .collect(Collectors.toCollection(ArrayList::new));
        java.util.Collections.reverse(running);
        return running;
    }

    private LimitRow.Amount amount(Usage usage, Limit limit) {
        Module module = usage.module();
        boolean onOrOff = !module.summed();
        String bound = Shown.quantity(usage.bound(), onOrOff, ui);
        String count = onOrOff
                ? bound
                : ui.t(
                        "limits.count",
                        Words.count(module.metric(), usage.used(), ui.locale()),
                        usage.bound() == Long.MAX_VALUE ? bound : Long.toString(usage.bound()));
        long free = Math.max(0, usage.bound() - usage.used());
        return new LimitRow.Amount(
                count,
                bound,
                ui.formats().number(usage.used()),
                onOrOff || usage.bound() == 0 ? "" : ui.t("limits.free", Shown.quantity(free, false, ui)),
                usage.bound() == usage.licensed()
                        ? ""
                        : ui.t(
                                "limits.setting",
                                ui.formats().number(usage.bound()),
                                Shown.quantity(usage.licensed(), false, ui)),
                limit.from().isEmpty()
                        ? ""
                        : "/admin/licenses?license="
                                + URLEncoder.encode(limit.from().get(0).value(), StandardCharsets.UTF_8)
                                + "#connections-heading",
                onOrOff
                        ? ""
                        : new Gauge(
                                        "limit-" + module.id().value(),
                                        module.title().in(ui.locale()),
                                        usage.used(),
                                        usage.bound(),
                                        usage.state().name().toLowerCase(Locale.ROOT),
                                        count)
                                .svg());
    }

    private String next(Usage usage) {
        if (usage.module().counting() == Module.Counting.HOST) {
            return ui.t(usage.bound() > 0 ? "limits.next.host" : "limits.next.host-none");
        }
        return Outlook.of(usage, gate, id -> picture.usage(id).map(Usage::module), leaving.apply(usage), ui.locale());
    }

    private Against against(Verdict verdict, Module module) {
        List<String> hit = verdict.cut().stream()
                .limit(NAMED)
                .flatMap(seat -> picture.seat(seat).stream())
                .map(Words::seat)
                .toList();
        return new Against(
                cause(verdict, module),
                ui.formats().time(verdict.since()),
                ui.formats().machine(verdict.since()),
                verdict.leniency().map(this::leniency).orElse(""),
                hit,
                verdict.cut().size() - hit.size(),
                Words.remedies(verdict, Optional.of(module), ui.locale()));
    }

    private String cause(Verdict verdict, Module module) {
        if (verdict.cause() == Cause.FEATURES) {
            return ui.t("limits.cause-features", Words.features(module, verdict.features(), ui.locale()));
        }
        return ui.t(
                verdict.cause() == Cause.SETTING ? "limits.cause-setting" : "limits.cause-excess",
                Words.count(module.metric(), verdict.used(), ui.locale()),
                Long.toString(verdict.limit()));
    }

    private String leniency(Verdict.Leniency leniency) {
        String key = "limits.leniency." + leniency.kind().code();
        return leniency.until()
                .map(until -> ui.t(key + ".until", ui.formats().time(until)))
                .orElseGet(() -> ui.t(key + ".open"));
    }

    private List<String> terms(Module module) {
        List<String> terms = new ArrayList<>();
        module.terms()
                .enforcedFrom()
                .ifPresent(from -> terms.add(ui.t(
                        ui.now().isBefore(from) ? "limits.terms.shadow" : "limits.terms.enforced",
                        ui.formats().time(from))));
        long overdraft = module.terms().overdraft();
        if (overdraft > 0) {
            String number = ui.formats().number(overdraft);
            terms.add(module.terms()
                    .grace()
                    .map(grace -> ui.t("limits.terms.grace", number, Span.of(grace, ui)))
                    .orElseGet(() -> ui.t("limits.terms.overdraft", number)));
        }
        module.consequence()
                .displaceIdle()
                .ifPresent(idle -> terms.add(ui.t("limits.terms.displace", Span.of(idle, ui))));
        return terms;
    }
}
