// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.limits;

import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Foretelling;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * What if so many more connected, or were configured? Answered by the function that decides then; here its answer only
 * becomes sentences. Pure.
 *
 * @param module that was asked about; empty text where none was
 * @param more as it was typed
 * @param error why there is no answer; empty text where there is one
 * @param harmless nobody is hit
 * @param sentences what happens, in the order in which it matters
 * @param falls the plugins that stop with the gate; empty where it does not
 */
public record Simulation(
        String module, String more, String error, boolean harmless, List<String> sentences, List<String> falls) {

    static final long MOST = 1_000;
    private static final int NAMED = 10;

    public Simulation {
        sentences = List.copyOf(sentences);
        falls = List.copyOf(falls);
    }

    /** One more of what counts this host itself does not exist. */
    static boolean admits(Module module) {
        return module.counting() != Module.Counting.HOST;
    }

    /**
     * The answer.
     *
     * @param module as it came in the query
     * @param more as it was typed
     * @param decide what would be decided
     * @param plugins that run now, in the order of stopping
     */
    static Simulation of(
            String module,
            String more,
            Picture picture,
            BiFunction<ModuleId, Long, Preview> decide,
            List<String> plugins,
            Ui ui) {
        Optional<Usage> usage = picture.usages().stream()
                .filter(one -> one.module().id().value().equals(module) && admits(one.module()))
                .findFirst();
        OptionalLong number = number(more);
        if (usage.isEmpty()) {
            return unanswered(module, more, ui.t("limits.simulate.unknown"));
        }
        if (number.isEmpty()) {
            return unanswered(module, more, ui.t("limits.simulate.number", MOST));
        }
        List<Preview.Effect> effects =
                decide.apply(usage.get().module().id(), number.getAsLong()).effects();
        return answered(usage.get(), number.getAsLong(), more, effects, picture, plugins, ui);
    }

    private static Simulation answered(
            Usage usage,
            long more,
            String typed,
            List<Preview.Effect> effects,
            Picture picture,
            List<String> plugins,
            Ui ui) {
        List<String> sentences = new ArrayList<>();
        for (Preview.Effect effect : effects) {
            Optional<Module> module = effect.module().flatMap(picture::usage).map(Usage::module);
            sentences.add(Foretelling.of(effect, module).in(ui.locale()) + names(effect, picture, ui));
        }
        if (effects.isEmpty()) {
            // Above the limit without an effect: the vendor's terms let the consequence wait, or it has begun already
            boolean fits = more <= usage.bound() - usage.used();
            sentences.add(ui.t(
                    fits ? "limits.simulate.nothing" : "limits.simulate.no-change",
                    ui.formats().number(usage.used() > Long.MAX_VALUE - more ? Long.MAX_VALUE : usage.used() + more),
                    ui.formats().number(usage.bound())));
        }
        boolean stops = effects.stream().anyMatch(effect -> effect.kind() == Preview.Kind.GATE_STOPS);
        return new Simulation(
                usage.module().id().value(), typed, "", effects.isEmpty(), sentences, stops ? plugins : List.of());
    }

    private static Simulation unanswered(String module, String more, String why) {
        return new Simulation(module, more, why, false, List.of(), List.of());
    }

    /** Those who are here now and would be hit, by name. */
    private static String names(Preview.Effect effect, Picture picture, Ui ui) {
        List<String> names = effect.seats().stream()
                .flatMap(seat -> picture.seat(seat).stream())
                .map(Words::seat)
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        int others = names.size() - NAMED;
        return " " + (others > 0 ? ui.count("limits.who.more", others, first) : ui.t("limits.who", first));
    }

    private static OptionalLong number(String typed) {
        try {
            long number = Long.parseLong(typed);
            return number >= 1 && number <= MOST ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}
