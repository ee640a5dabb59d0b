// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.gate.http.Foretelling;
import io.webgate.settings.Difference;
import io.webgate.settings.Draft;
import io.webgate.settings.Excess;
import io.webgate.settings.Field;
import io.webgate.settings.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a change would do, before it is made.
 *
 * @param title of what is changed
 * @param action where to send the confirmation
 * @param plan what would change
 * @param hidden the draft without its secrets, to be sent again; empty where the change needs none
 * @param held the id of the secrets that wait
 * @param warnings about limits, a sentence each; empty: no excess
 * @param falls plugins that would stop with the gate
 * @param effects a sentence each
 * @param remarks a sentence each
 * @param meanwhile somebody else changed it
 * @param unconfirmed the excess was not confirmed
 */
public record ReviewModel(
        Nav nav,
        String title,
        String action,
        Plan plan,
        List<Hidden> hidden,
        String held,
        List<String> warnings,
        List<String> falls,
        List<String> effects,
        List<String> remarks,
        boolean meanwhile,
        boolean unconfirmed) {

    public ReviewModel {
        hidden = List.copyOf(hidden);
        warnings = List.copyOf(warnings);
        falls = List.copyOf(falls);
        effects = List.copyOf(effects);
        remarks = List.copyOf(remarks);
    }

    /** A hidden field. */
    public record Hidden(String name, String value) {}

    static ReviewModel of(
            Nav nav,
            String action,
            Plan plan,
            Optional<Draft> draft,
            String held,
            List<String> plugins,
            boolean meanwhile,
            boolean unconfirmed,
            Locale locale) {
        List<Hidden> hidden = draft.map(open -> plan.definition().fields().stream()
                        .filter(field -> open.values().containsKey(field.key()))
                        .map(field -> new Hidden(Typed.name(field), Typed.text(open, field)))
                        .toList())
                .orElse(List.of());
        boolean stops = plan.excesses().stream().anyMatch(Excess::stopsGate);
        return new ReviewModel(
                nav,
                FormModel.title(plan.definition(), plan.saved(), locale),
                action,
                plan,
                hidden,
                held,
                warnings(plan.excesses(), locale),
                stops ? plugins : List.of(),
                plan.impacts().stream()
                        .map(impact -> impact.sentence().in(locale))
                        .distinct()
                        .toList(),
                plan.remarks().stream().map(remark -> remark.text().in(locale)).toList(),
                meanwhile,
                unconfirmed);
    }

    /** How many of how many, and what then, for each limit. */
    public static List<String> warnings(List<Excess> excesses, Locale locale) {
        List<String> all = new ArrayList<>();
        for (Excess excess : excesses) {
            all.add(excess.sentence().in(locale));
            excess.effects()
                    .forEach(effect ->
                            all.add(Foretelling.of(effect, excess.definition()).in(locale)));
        }
        return all;
    }

    /** One side of a difference. */
    public static String shown(Difference difference, boolean after, String unset, String secret) {
        Optional<List<String>> side = after ? difference.after() : difference.before();
        Field field = difference.field();
        if (side.isEmpty()) {
            String fallback = String.join(", ", field.defaults());
            return field.isSecret() || fallback.isBlank() ? unset : unset + " (" + fallback + ")";
        }
        return field.isSecret() ? secret : String.join("\n", side.get());
    }
}
