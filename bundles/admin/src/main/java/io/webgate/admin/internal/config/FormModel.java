// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.settings.Definition;
import io.webgate.settings.Draft;
import io.webgate.settings.Fault;
import io.webgate.settings.Field;
import io.webgate.settings.Saved;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The form of one configuration.
 *
 * @param title what it is called
 * @param first what has to be given, then what is set, then the rest of a short form
 * @param advanced the rest of a long form
 * @param errors what is wrong with all of it
 */
public record FormModel(
        Nav nav,
        Definition definition,
        Saved saved,
        String title,
        List<Input> first,
        List<Input> advanced,
        List<String> errors) {

    /** From so many settings on, those that nobody has set are folded. */
    private static final int LONG = 8;

    public FormModel {
        first = List.copyOf(first);
        advanced = List.copyOf(advanced);
        errors = List.copyOf(errors);
    }

    static FormModel of(Nav nav, Definition definition, Saved saved, Draft draft, List<Fault> faults, Locale locale) {
        List<Input> needed = new ArrayList<>();
        List<Input> plain = new ArrayList<>();
        List<Input> advanced = new ArrayList<>();
        boolean folds = definition.fields().size() > LONG;
        for (Field field : definition.fields()) {
            Input input = input(saved, draft, faults, field, locale);
            if (field.isNeeded()) {
                needed.add(input);
            } else if (folds && input.value().isEmpty() && input.error().isEmpty() && !input.set()) {
                advanced.add(input);
            } else {
                plain.add(input);
            }
        }
        needed.addAll(plain);
        List<String> errors = faults.stream()
                .filter(fault -> definition.field(fault.key()).isEmpty())
                .map(fault -> fault.text().in(locale))
                .toList();
        return new FormModel(nav, definition, saved, title(definition, saved, locale), needed, advanced, errors);
    }

    static String title(Definition definition, Saved saved, Locale locale) {
        String name = definition.name().in(locale);
        return definition.factory() ? name + ": " + definition.label(saved) : name;
    }

    private static Input input(Saved saved, Draft draft, List<Fault> faults, Field field, Locale locale) {
        String error = String.join(
                " ",
                faults.stream()
                        .filter(fault -> fault.key().equals(field.key()))
                        .map(fault -> fault.text().in(locale))
                        .toList());
        return new Input(
                field,
                Typed.name(field),
                Typed.text(draft, field),
                Typed.isSet(saved, field),
                Typed.isCleared(draft, field),
                field.isSecret() ? "" : String.join(", ", field.defaults()),
                error);
    }
}
