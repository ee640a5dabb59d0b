// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Says in words what one more would do, so that nobody finds out by doing it (R102). Pure. */
public final class Outlook {

    private static final LocalizedText NOTHING =
            new LocalizedText("Nothing is admitted now. ", "Сейчас новые подключения не принимаются. ");

    private Outlook() {}

    /**
     * The words of {@link #of(Usage)}, except where nothing at all is admitted: while the gate, which this module's
     * sessions need, is stopped, or while a verdict stops or holds the module.
     *
     * @param gate empty where nobody knows of it
     * @param definitions of modules that a verdict may name
     */
    public static String of(
            Usage usage, Optional<GateView> gate, Function<ModuleId, Optional<Module>> definitions, Locale locale) {
        return gateShut(usage, gate, definitions, locale)
                .or(() -> stopped(usage, locale))
                .map(why -> NOTHING.in(locale) + why.detail())
                .orElseGet(() -> of(usage).in(locale));
    }

    private static Optional<Problem> gateShut(
            Usage usage, Optional<GateView> gate, Function<ModuleId, Optional<Module>> definitions, Locale locale) {
        return gate.filter(view -> !view.open())
                .filter(view -> usage.module().counting() == Module.Counting.GATE_SESSIONS)
                .map(view -> Problem.gateStopped(
                        view, view.verdict().flatMap(Verdict::module).flatMap(definitions), locale));
    }

    private static Optional<Problem> stopped(Usage usage, Locale locale) {
        Effect effect = usage.module().consequence().effect();
        if (effect != Effect.STOP_GATE && effect != Effect.HOLD) {
            return Optional.empty();
        }
        Reply.Reason reason = effect == Effect.HOLD ? Reply.Reason.MODULE_HELD : Reply.Reason.GATE_STOPPED;
        return usage.verdict()
                .filter(Verdict::isApplied)
                .map(verdict -> Problem.of(
                        new Reply.Refused(reason, usage.verdict(), verdict.module(), verdict.used(), verdict.limit()),
                        Optional.of(usage.module()),
                        locale));
    }

    /** What one more would do, as if nothing stood against the module. */
    public static LocalizedText of(Usage usage) {
        if (usage.isShadowed()) {
            return new LocalizedText(
                    "One more is served: this module is not enforced yet. " + usage.used() + " in use, " + usage.bound()
                            + " licensed.",
                    "Ещё одно подключение возможно: ограничение ещё не действует. Используется " + usage.used()
                            + ", лицензировано " + usage.bound() + ".");
        }
        if (usage.bound() > 0 && usage.used() >= usage.bound() && usage.used() < usage.ceiling()) {
            return new LocalizedText(
                    "One more is served from the overdraft: " + usage.used() + " of " + usage.bound() + " in use, "
                            + (usage.ceiling() - usage.bound()) + " more are let pass.",
                    "Ещё одно подключение возможно сверх лимита: используется " + usage.used() + " из "
                            + usage.bound() + ", сверх лимита допускается " + (usage.ceiling() - usage.bound())
                            + ".");
        }
        if (usage.bound() == 0) {
            return new LocalizedText(
                    "Nothing is licensed; one more is refused.",
                    "Ничего не лицензировано; ещё одно подключение отклоняется.");
        }
        if (usage.used() < usage.bound()) {
            return new LocalizedText(
                    "One more fits: " + usage.used() + " of " + usage.bound() + " in use.",
                    "Ещё одно подключение возможно: используется " + usage.used() + " из " + usage.bound() + ".");
        }
        LocalizedText then = consequence(usage.module().consequence());
        return new LocalizedText(
                usage.used() + " of " + usage.bound() + " in use. " + then.english(),
                "Используется " + usage.used() + " из " + usage.bound() + ". " + then.russian());
    }

    private static LocalizedText consequence(Consequence consequence) {
        return switch (consequence.effect()) {
            case STOP_GATE ->
                new LocalizedText(
                        "One more stops the gate and every plugin.", "Ещё одно остановит шлюз и все плагины.");
            case HOLD ->
                new LocalizedText(
                        "One more stops this service; the gate goes on.",
                        "Ещё одно остановит эту службу; шлюз продолжит работу.");
            case REFUSE ->
                new LocalizedText(
                        "One more is refused, with a message.", "Ещё одно подключение будет отклонено с сообщением.");
            case SUSPEND ->
                switch (consequence.cut()) {
                    case NEWEST ->
                        new LocalizedText(
                                "One more suspends the exchange of those connected last.",
                                "Ещё одно приостановит обмен у подключённых последними.");
                    case ALL ->
                        new LocalizedText(
                                "One more suspends the exchange of all.", "Ещё одно приостановит обмен у всех.");
                    case NEWCOMER ->
                        new LocalizedText(
                                "One more has its exchange suspended.",
                                "У ещё одного подключения обмен будет приостановлен.");
                    case UNCOVERED ->
                        new LocalizedText("One more is not synchronised.", "Ещё один не будет синхронизироваться.");
                };
        };
    }
}
