// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Words;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers where nobody else does: under {@code /gate/} while the gate is stopped or a plugin does not run (R51), so that
 * every client is told why; and at the root.
 */
final class Fallback {

    private final Plane plane;
    private final Refusals refusals;

    Fallback(Plane plane, Refusals refusals) {
        this.plane = plane;
        this.refusals = refusals;
    }

    void addTo(Router router) {
        router.on("* /gate/** device", this::gate);
        router.on("* /gate/** viewer", this::gate);
        // The pages are the front of the house; an exact "/" of theirs would lose against this servlet's "/*"
        router.on("GET / public", ask -> Answer.none().at("/admin/"));
    }

    private Answer gate(Ask ask) {
        Problem problem = problem(ask);
        refusals.count(problem);
        Answer answer = Answer.problem(problem);
        if (!ask.prefersHtml()) {
            return answer;
        }
        return new Answer(answer.status(), "text/html;charset=utf-8", problem.toHtml(ask.locale()), answer.headers());
    }

    private Problem problem(Ask ask) {
        Locale locale = ask.locale();
        GateView view = plane.needWatch(locale).view();
        if (!view.open()) {
            return Problem.gateStopped(view, definition(view.verdict().flatMap(Verdict::module)), locale);
        }
        return view.plugins().stream()
                .filter(plugin -> plugin.path().equals(segment(ask.path())))
                .findFirst()
                .map(plugin -> problem(plugin, locale))
                .orElseGet(() -> nothing(locale));
    }

    private Problem problem(GateView.Plugin plugin, Locale locale) {
        Optional<Usage> usage = usage(plugin.module());
        boolean withheld = plugin.state() == GateView.Plugin.State.UNLICENSED
                || usage.filter(Usage::withheld).isPresent();
        if (withheld) {
            return Problem.of(
                    new Reply.Refused(
                            Reply.Reason.NOT_LICENSED,
                            usage.flatMap(Usage::verdict),
                            plugin.module(),
                            usage.map(Usage::used).orElse(0L),
                            usage.map(Usage::bound).orElse(0L)),
                    usage.map(Usage::module),
                    locale);
        }
        return plugin.state() == GateView.Plugin.State.ACTIVE ? nothing(locale) : stopped(plugin, locale);
    }

    private static Problem stopped(GateView.Plugin plugin, Locale locale) {
        return Problem.of(
                        503,
                        "plugin-stopped",
                        new LocalizedText("The plugin does not run", "Плагин не работает"),
                        // Not its reason: that may quote what a plugin threw, which is no business of who called it
                        new LocalizedText(
                                "The plugin " + plugin.bundle() + " does not run ("
                                        + Words.state(plugin.state()).english()
                                        + "), so nothing is served here until it does. Ask an administrator: the page"
                                        + " Plugins says why.",
                                "Плагин " + plugin.bundle() + " не работает ("
                                        + Words.state(plugin.state()).russian()
                                        + "), и до его запуска здесь ничего не обслуживается. Обратитесь к администратору:"
                                        + " причина указана на странице «Плагины»."),
                        locale)
                .with("plugin", plugin.bundle())
                .with("state", plugin.state().code())
                .retryAfter(Duration.ofSeconds(10));
    }

    private static Problem nothing(Locale locale) {
        return Problem.of(
                404,
                "not-found",
                new LocalizedText("Not found", "Не найдено"),
                new LocalizedText("No plugin serves this path.", "По этому пути ничего нет: плагин не найден."),
                locale);
    }

    private Optional<Usage> usage(Optional<ModuleId> module) {
        return module.flatMap(
                id -> plane.ledger().flatMap(ledger -> ledger.picture().usage(id)));
    }

    private Optional<Module> definition(Optional<ModuleId> module) {
        return usage(module).map(Usage::module);
    }

    /** The first segment after {@code /gate/}. */
    private static Optional<String> segment(String path) {
        String[] segments = path.split("/", -1);
        return segments.length > 2 && !segments[2].isEmpty() ? Optional.of(segments[2]) : Optional.empty();
    }
}
