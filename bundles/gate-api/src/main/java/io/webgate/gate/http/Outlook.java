// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words what one more would do, so that nobody finds out by doing it (R102). Pure. */
public final class Outlook {

    private static final LocalizedText NOTHING =
            new LocalizedText("Nothing is admitted now. ", "Сейчас новые подключения не принимаются. ");

    private Outlook() {}

    /** The same without knowing who would make room. */
    public static String of(
            Usage usage, Optional<GateView> gate, Function<ModuleId, Optional<Module>> definitions, Locale locale) {
        return of(usage, gate, definitions, List.of(), locale);
    }

    /**
     * The words of {@link #of(Usage)}, except where nothing at all is admitted: while the gate, which this module's
     * sessions need, is stopped, or while a verdict stops or holds the module.
     *
     * @param gate empty where nobody knows of it
     * @param definitions of modules that a verdict may name
     * @param leaving who would make room for one more, see {@link #leaving}; empty: nobody
     */
    public static String of(
            Usage usage,
            Optional<GateView> gate,
            Function<ModuleId, Optional<Module>> definitions,
            List<Seat> leaving,
            Locale locale) {
        return gateShut(usage, gate, definitions, locale)
                .or(() -> stopped(usage, locale))
                .map(why -> (isConfigured(usage) ? "" : NOTHING.in(locale)) + why.detail())
                .orElseGet(() -> (leaving.isEmpty() ? of(usage) : displacing(usage, leaving)).in(locale));
    }

    /**
     * Who would make room if one more connected now, longest idle first (R46): the ledger's own answer, which knows whether
     * the customer wants it and who is idle. Nobody where a module's vendor does not admit it, or where one more fits.
     */
    public static List<Seat> leaving(Usage usage, Ledger ledger) {
        if (usage.module().consequence().displaceIdle().isEmpty() || usage.used() < usage.ceiling()) {
            return List.of();
        }
        Picture picture = ledger.picture();
        return ledger.simulate(usage.module().id(), 1).effects().stream()
                .filter(effect -> effect.kind() == Preview.Kind.DISPLACED)
                .flatMap(effect -> effect.seats().stream())
                .flatMap(seat -> picture.seat(seat).stream())
                .toList();
    }

    private static LocalizedText displacing(Usage usage, List<Seat> leaving) {
        String names = leaving.stream().map(Words::seat).collect(Collectors.joining(", "));
        return new LocalizedText(
                inUse(usage).english() + " One more takes the place of " + names
                        + ", idle the longest, who is told why.",
                inUse(usage).russian() + " Ещё одно подключение займёт место того, кто дольше всех бездействует: "
                        + names + ". Причина ему сообщается.");
    }

    private static LocalizedText inUse(Usage usage) {
        return new LocalizedText(
                usage.used() + " of " + usage.bound() + " in use.",
                "Используется " + usage.used() + " из " + usage.bound() + ".");
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
        String one = isConfigured(usage) ? "Ещё одно" : "Ещё одно подключение";
        LocalizedText inUse = inUse(usage);
        if (usage.isShadowed()) {
            return new LocalizedText(
                    "One more is served: this module is not enforced yet. " + usage.used() + " in use, " + usage.bound()
                            + " licensed.",
                    one + " возможно: ограничение ещё не действует. Используется " + usage.used() + ", лицензировано "
                            + usage.bound() + ".");
        }
        if (usage.bound() > 0 && usage.used() >= usage.bound() && usage.used() < usage.ceiling()) {
            return new LocalizedText(
                    "One more is served from the overdraft: " + usage.used() + " of " + usage.bound() + " in use, "
                            + (usage.ceiling() - usage.bound()) + " more are let pass.",
                    one + " возможно сверх лимита: используется " + usage.used() + " из "
                            + usage.bound() + ", сверх лимита допускается " + (usage.ceiling() - usage.bound())
                            + ".");
        }
        if (usage.used() < usage.bound()) {
            return new LocalizedText(
                    "One more fits: " + usage.used() + " of " + usage.bound() + " in use.",
                    one + " возможно: используется " + usage.used() + " из " + usage.bound() + ".");
        }
        LocalizedText then = consequence(usage.module().consequence());
        if (usage.bound() == 0 && isConfigured(usage)) {
            // who connects can be refused, what is configured is there
            return new LocalizedText(
                    "Nothing is licensed. " + then.english(), "Ничего не лицензировано. " + then.russian());
        }
        boolean suspended = usage.used() > 0 && usage.module().consequence().effect() == Effect.SUSPEND;
        if (usage.bound() == 0 && !suspended) {
            return new LocalizedText(
                    "Nothing is licensed; one more is refused.",
                    "Ничего не лицензировано; ещё одно подключение отклоняется.");
        }
        return new LocalizedText(inUse.english() + " " + then.english(), inUse.russian() + " " + then.russian());
    }

    /** Reports and jobs do not connect: nobody admits or refuses them. */
    private static boolean isConfigured(Usage usage) {
        return usage.module().counting() == Module.Counting.METER;
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
