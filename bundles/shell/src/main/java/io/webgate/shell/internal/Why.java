// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.List;
import java.util.Optional;

/** Explains why a module or a plugin is stopped or refused (R102), from the verdicts that others passed. */
final class Why {

    private final Plane plane;
    private final Speech speech;

    Why(Plane plane, Speech speech) {
        this.plane = plane;
        this.speech = speech;
    }

    /** @param name a module's id, a plugin's bundle or its path */
    String of(String name) {
        Optional<GateView> gate = plane.watch().map(GateWatch::view);
        Optional<Picture> picture = plane.ledger().map(Ledger::picture);
        Optional<GateView.Plugin> plugin = gate.flatMap(view -> plugin(view, name));
        String module =
                plugin.flatMap(GateView.Plugin::module).map(ModuleId::value).orElse(name);
        Optional<Usage> usage = picture.flatMap(known -> Modules.find(known, module));
        if (plugin.isEmpty() && usage.isEmpty()) {
            throw nobody(name, picture);
        }
        Table facts = Table.ofFacts();
        plugin.ifPresent(found -> {
            facts.add(speech.say("Plugin", "Плагин"), found.bundle() + " " + found.version());
            facts.add(speech.say("State", "Состояние"), found.state().code());
            found.reason().ifPresent(reason -> facts.add(speech.say("Reason", "Причина"), reason.in(speech.locale())));
        });
        usage.ifPresent(found -> facts.add(
                        speech.say("Module", "Модуль"),
                        found.module().title().in(speech.locale()) + " ("
                                + found.module().id() + ")")
                .add(speech.say("In use now", "Занято сейчас"), speech.of(found.used(), found.bound())));
        explain(facts, plugin.isPresent(), gate, usage);
        usage.ifPresent(found -> documentsThatDoNotCount(facts, found.module().id()));
        return facts.toString();
    }

    private static Optional<GateView.Plugin> plugin(GateView view, String name) {
        return view.plugins().stream()
                .filter(plugin -> plugin.bundle().equals(name) || plugin.path().equals(Optional.of(name)))
                .findFirst();
    }

    private Failure nobody(String name, Optional<Picture> picture) {
        if (picture.isEmpty()) {
            return speech.missing("Ledger");
        }
        if (plane.watch().isEmpty()) {
            return speech.missing("GateWatch");
        }
        return picture.get().isReady()
                ? new Failure(speech.say(
                        "Neither a module nor a plugin is called " + name + ". gate:status shows the plugins.",
                        "Нет ни модуля, ни плагина с именем " + name + ". Плагины показывает команда gate:status."))
                : Modules.starting(speech);
    }

    private void explain(Table facts, boolean isPlugin, Optional<GateView> gate, Optional<Usage> usage) {
        Optional<GateView> shut = gate.filter(view -> !view.open())
                .filter(view -> isPlugin || usage.filter(Why::needsTheGate).isPresent());
        Optional<Verdict> verdict = usage.flatMap(Usage::verdict).or(() -> shut.flatMap(GateView::verdict));
        Optional<Problem> problem = usage.flatMap(this::ofVerdict)
                .or(() -> shut.map(view -> Problem.gateStopped(
                        view, view.verdict().flatMap(passed -> Modules.of(passed, plane.ledger())), speech.locale())))
                .or(() -> usage.filter(found -> found.bound() == 0).map(this::notLicensed));
        problem.ifPresentOrElse(
                found -> facts.add(speech.say("Why", "Почему"), found.detail()),
                () -> facts.add(speech.say("Why", "Почему"), nothing(usage)));
        verdict.ifPresent(passed -> {
            facts.add(
                    speech.say("Verdict", "Вердикт"),
                    passed.seq() + ", " + passed.cause().code()
                            + passed.consequence()
                                    .map(consequence -> ", " + consequence.code())
                                    .orElse(""));
            facts.add(speech.say("Since", "С"), speech.time(passed.since()));
            if (passed.module().isPresent()) {
                facts.add(speech.say("It was", "Было"), speech.of(passed.used(), passed.limit()));
            }
        });
    }

    private static boolean needsTheGate(Usage usage) {
        return usage.module().counting() == Module.Counting.GATE_SESSIONS;
    }

    private Optional<Problem> ofVerdict(Usage usage) {
        Reply.Reason reason =
                switch (usage.module().consequence().effect()) {
                    case STOP_GATE -> Reply.Reason.GATE_STOPPED;
                    case HOLD -> Reply.Reason.MODULE_HELD;
                    case SUSPEND, REFUSE -> Reply.Reason.LIMIT_EXCEEDED;
                };
        return usage.verdict().map(verdict -> problem(reason, usage.verdict(), usage, verdict.used(), verdict.limit()));
    }

    private Problem notLicensed(Usage usage) {
        return problem(Reply.Reason.NOT_LICENSED, Optional.empty(), usage, usage.used(), usage.bound());
    }

    private Problem problem(Reply.Reason reason, Optional<Verdict> verdict, Usage usage, long used, long limit) {
        return Problem.of(
                new Reply.Refused(reason, verdict, Optional.of(usage.module().id()), used, limit),
                Optional.of(usage.module()),
                speech.locale());
    }

    /** No verdict, no stop, no limit of nothing. */
    private String nothing(Optional<Usage> usage) {
        return usage.filter(found -> found.used() >= found.bound())
                .map(full -> speech.say(
                        "Nothing is stopped, but everything licensed is in use; one more has the consequence "
                                + full.module().consequence().code() + ".",
                        "Ничего не остановлено, но занято всё, что лицензировано; ещё одно подключение вызовет последствие "
                                + full.module().consequence().code() + "."))
                .orElseGet(() -> speech.say(
                        "No verdict stops or refuses anything here.",
                        "Вердиктов, которые что-либо останавливают или отклоняют, нет."));
    }

    /** An installed document that gives nothing is what people look for first. */
    private void documentsThatDoNotCount(Table facts, ModuleId module) {
        List<InstalledLicense> documents =
                plane.registry().map(LicenseRegistry::licenses).orElse(List.of());
        for (InstalledLicense installed : documents) {
            boolean names = installed
                    .license()
                    .filter(license -> license.entitlements().stream()
                            .anyMatch(line -> line.module().equals(module)))
                    .isPresent();
            if (names && installed.state() != LicenseState.VALID) {
                facts.add(
                        speech.say("Does not count", "Не учитывается"),
                        installed.id() + ", " + installed.state().code()
                                + installed
                                        .reason()
                                        .map(text -> ": " + text.in(speech.locale()))
                                        .orElse(""));
            }
        }
    }
}
