// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import io.webgate.admin.internal.chart.Gauge;
import io.webgate.admin.internal.frame.Fullness;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Outlook;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Advice;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the page's model of what the planes show. Pure. */
final class OverviewView {

    private OverviewView() {}

    static OverviewModel of(
            Picture picture,
            Function<Usage, List<Seat>> leaving,
            Collection<InstalledLicense> licenses,
            List<Advice> advice,
            Optional<GateView> gate,
            Optional<MachineIdentity> machine,
            Optional<String> storeTrouble,
            Concerns concerns,
            Ui ui) {
        List<Usage> usages = picture.usages().stream()
                .sorted(Comparator.comparing(usage -> usage.module().id()))
                .toList();
        Function<ModuleId, Optional<Module>> definitions =
                id -> picture.usage(id).map(Usage::module);
        Function<Usage, String> next = usage -> Outlook.of(usage, gate, definitions, leaving.apply(usage), ui.locale());
        Standing standing = Standing.of(usages, licenses, ui.now());
        List<Attention.Item> attention = new ArrayList<>(host(picture, gate, machine, storeTrouble, ui));
        attention.addAll(Attention.concerns(concerns, ui));
        attention.addAll(Attention.of(usages, licenses, advice, next, ui.now(), ui));
        attention.sort(Comparator.comparing(Attention.Item::severity));
        return new OverviewModel(
                standing.code(),
                Words.licensing(standing.code()).in(ui.locale()),
                validity(standing, ui),
                standing.valid().stream().map(License::holder).distinct().toList(),
                usages.stream()
                        .filter(OverviewView::isShown)
                        .map(usage -> card(usage, next.apply(usage), ui))
                        .toList(),
                usages.stream()
                        .filter(usage -> !isShown(usage))
                        .map(usage -> usage.module().title().in(ui.locale()))
                        .toList(),
                attention,
                gate.map(view -> gate(view, definitions, ui.locale())),
                standing.valid().isEmpty() ? machine.map(MachineIdentity::machineKey) : Optional.empty());
    }

    private static boolean isShown(Usage usage) {
        return usage.licensed() > 0 || usage.used() > 0 || usage.verdict().isPresent();
    }

    private static List<Attention.Item> host(
            Picture picture,
            Optional<GateView> gate,
            Optional<MachineIdentity> machine,
            Optional<String> storeTrouble,
            Ui ui) {
        List<Attention.Item> items = new ArrayList<>();
        if (gate.filter(view -> !view.open()).isPresent()) {
            items.add(
                    new Attention.Item(Attention.Severity.ERROR, ui.t("overview.attention.stopped"), "/admin/plugins"));
        }
        storeTrouble.ifPresent(trouble -> items.add(new Attention.Item(
                Attention.Severity.ERROR, ui.t("overview.attention.store", trouble), "/admin/audit")));
        if (!picture.isReady()) {
            items.add(new Attention.Item(
                    Attention.Severity.INFO,
                    ui.t(
                            "overview.attention.starting",
                            picture.waitingFor().stream()
                                    .map(wait -> wait.in(ui.locale()))
                                    .collect(Collectors.joining(" "))),
                    "/admin/plugins"));
        }
        if (machine.filter(MachineIdentity::isWeak).isPresent()) {
            items.add(new Attention.Item(Attention.Severity.INFO, ui.t("overview.attention.weak"), "/admin/licenses"));
        }
        return items;
    }

    private static Optional<String> validity(Standing standing, Ui ui) {
        if (standing.valid().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(standing.firstToEnd()
                .map(license -> ui.formats().date(license.validUntil().orElseThrow()) + " ("
                        + ui.count(
                                "overview.status.days",
                                license.daysLeft(ui.now()).orElseThrow()) + ")")
                .orElseGet(() -> ui.t("overview.status.permanent")));
    }

    private static GaugeCard card(Usage usage, String next, Ui ui) {
        Module module = usage.module();
        String title = module.title().in(ui.locale());
        String state = usage.state().name().toLowerCase(Locale.ROOT);
        Fullness fullness = Fullness.of(usage);
        String count = ui.t("overview.count", usage.used(), usage.bound());
        long free = Math.max(0, usage.bound() - usage.used());
        return new GaugeCard(
                module.id().value(),
                title,
                fullness.code(),
                fullness.word().in(ui.locale()),
                usage.bound() == usage.licensed()
                        ? count
                        : count + ". " + ui.t("overview.setting", usage.bound(), usage.licensed()),
                usage.bound() == 0 ? "" : ui.count("overview.free", free),
                next,
                Words.consequence(module).in(ui.locale()),
                new Gauge("gauge-" + module.id().value(), title, usage.used(), usage.bound(), state, count).svg());
    }

    private static OverviewModel.GateCard gate(
            GateView view, Function<ModuleId, Optional<Module>> definitions, Locale locale) {
        Optional<Module> module = view.verdict().flatMap(Verdict::module).flatMap(definitions);
        long running = view.plugins().stream()
                .filter(plugin -> plugin.state() == GateView.Plugin.State.ACTIVE)
                .count();
        return new OverviewModel.GateCard(
                view.open(),
                view.open() ? "" : Problem.gateStopped(view, module, locale).detail(),
                running,
                view.plugins().size() - running);
    }
}
