// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Quoted;

import java.util.Optional;

/** Says what a change would do before it is done: one sentence for each effect of a preview (R9, R102). Pure. */
public final class Foretelling {

    private Foretelling() {}

    /**
     * What an effect is, as one sentence.
     *
     * @param module the effect's, where it has one and it is known
     */
    public static LocalizedText of(Preview.Effect effect, Optional<Module> module) {
        String english = module.map(known -> known.title().english())
                .or(() -> effect.module().map(Object::toString))
                .orElse("");
        String russian = Quoted.russian(module.map(known -> known.title().russian())
                .or(() -> effect.module().map(Object::toString))
                .orElse(""));
        String of = effect.used() + " of " + effect.limit();
        String from = effect.used() + " из " + effect.limit();
        int seats = effect.seats().size();
        return switch (effect.kind()) {
            case GATE_STOPS ->
                new LocalizedText(
                        "The gate stops and every plugin with it: " + english + ", " + of + " in use.",
                        "Шлюз остановится и с ним все плагины: " + russian + ", используется " + from + ".");
            case CONSEQUENCE_BEGINS -> begins(module.map(Module::consequence), english, russian, of, from, seats);
            case NEWCOMERS_REFUSED ->
                new LocalizedText(
                        english + ": " + effect.used() + " of those who come are refused, with a message; "
                                + effect.limit() + " may be connected.",
                        russian + ": из новых отклоняется с сообщением " + effect.used() + ", всего допускается "
                                + effect.limit() + ".");
            case NEWCOMERS_SUSPENDED ->
                new LocalizedText(
                        english + ": the exchange of " + effect.used() + " of those who come is suspended; "
                                + effect.limit() + " are served.",
                        russian + ": из новых обмен приостановится у " + effect.used() + ", обслуживается "
                                + effect.limit() + ".");
            case DISPLACED ->
                new LocalizedText(
                        english + ": " + seats + " who have been idle longest make room and are told why.",
                        russian + ": уступят место те, кто дольше всех бездействует (" + seats
                                + "), с сообщением о причине.");
            case MORE_CUT ->
                new LocalizedText(
                        english + ": the exchange is suspended with " + seats + " more, " + of + " connected.",
                        russian + ": обмен приостановится ещё у " + seats + ", подключено " + from + ".");
            case WITHHELD ->
                new LocalizedText(
                        english + " is not licensed any more and does not run.",
                        russian + ": лицензии больше нет, модуль не работает.");
            case GRANTED ->
                new LocalizedText(english + " is licensed and runs.", russian + ": лицензия есть, модуль работает.");
            case FEWER_CUT ->
                new LocalizedText(
                        english + ": the exchange is resumed with " + seats + ".",
                        russian + ": обмен возобновится у " + seats + ".");
            case CONSEQUENCE_ENDS ->
                new LocalizedText(
                        english + " works without restriction again: " + of + " in use.",
                        russian + " снова работает без ограничений: используется " + from + ".");
            case GATE_OPENS ->
                new LocalizedText(
                        "The gate opens again, with the plugins that were stopped.",
                        "Шлюз снова откроется вместе с плагинами, которые были остановлены.");
        };
    }

    private static LocalizedText begins(
            Optional<Consequence> consequence, String english, String russian, String of, String from, int seats) {
        return switch (consequence.map(Consequence::effect).orElse(Effect.SUSPEND)) {
            case STOP_GATE, HOLD ->
                new LocalizedText(
                        english + " stops, the gate goes on: " + of + " in use.",
                        russian + " остановится, шлюз продолжит работу: используется " + from + ".");
            case REFUSE ->
                new LocalizedText(
                        english + ": whoever comes anew is refused, " + of + " in use.",
                        russian + ": новые подключения отклоняются, используется " + from + ".");
            case SUSPEND ->
                new LocalizedText(
                        english + ": the exchange is suspended with " + seats + ", " + of + " connected.",
                        russian + ": обмен приостановится у " + seats + ", подключено " + from + ".");
        };
    }
}
