// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why the service does not run, for who reads the page (R102): the gate before the licence, the licence only where it is the
 * cause. Pure.
 */
final class Held {

    private static final ModuleId MODULE = new ModuleId(Mailer.MODULE);

    private Held() {}

    /**
     * @param gate empty where nobody knows of it
     * @param usages of modules, as the ledger sees them now
     */
    static Problem why(Optional<GateView> gate, Function<ModuleId, Optional<Usage>> usages, Locale locale) {
        return gate.filter(view -> !view.open())
                .map(view -> Problem.gateStopped(
                        view,
                        view.verdict().flatMap(Verdict::module).flatMap(usages).map(Usage::module),
                        locale))
                .or(() -> usages.apply(MODULE).filter(Usage::withheld).map(usage -> withheld(usage, locale)))
                .orElseGet(() -> stopped(locale));
    }

    private static Problem withheld(Usage usage, Locale locale) {
        Reply.Reason reason = usage.verdict().isPresent() ? Reply.Reason.MODULE_HELD : Reply.Reason.NOT_LICENSED;
        return Problem.of(
                new Reply.Refused(reason, usage.verdict(), Optional.of(MODULE), usage.used(), usage.bound()),
                Optional.of(usage.module()),
                locale);
    }

    private static Problem stopped(Locale locale) {
        return Problem.of(
                503,
                "plugin-stopped",
                new LocalizedText("The mailing service does not run", "Служба рассылки не работает"),
                new LocalizedText(
                        "Neither the gate nor the licence holds it: it is starting, or something that it needs is missing."
                                + " If this stays, the page Plugins and the host's log say why.",
                        "Шлюз и лицензия этому не причина: служба запускается, или ей чего-то недостаёт. Если это не"
                                + " проходит, причина указана на странице «Плагины» и в журнале узла."),
                locale);
    }
}
