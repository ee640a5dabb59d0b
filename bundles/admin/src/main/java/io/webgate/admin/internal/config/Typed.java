// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.settings.Definition;
import io.webgate.settings.Draft;
import io.webgate.settings.Field;
import io.webgate.settings.Saved;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Settings between a form and a draft: an empty field is one that is not set; several values stand in a line each. Pure. */
final class Typed {

    private static final String CLEAR = "clear:";
    private static final String SET = "set:";

    private Typed() {}

    static String name(Field field) {
        return SET + field.key();
    }

    static String clear(Field field) {
        return CLEAR + field.key();
    }

    static Draft draft(Definition definition, PageRequest request) {
        return draft(definition, request::rawField);
    }

    /** @param typed what stands in a field of the form; empty text where there is none */
    static Draft draft(Definition definition, UnaryOperator<String> typed) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Field field : definition.fields()) {
            String text = typed.apply(name(field)).replace("\r\n", "\n");
            if (field.isSecret()) {
                secret(field, text, !typed.apply(clear(field)).isEmpty(), values);
            } else if (field.isMany()) {
                List<String> lines = Arrays.stream(text.split("\n"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
                if (!lines.isEmpty()) {
                    values.put(field.key(), lines);
                }
            } else if (!text.isBlank()) {
                values.put(field.key(), List.of(text.strip()));
            }
        }
        return new Draft(values);
    }

    /** As it was typed: a password may begin with a blank. */
    private static void secret(Field field, String text, boolean clear, Map<String, List<String>> values) {
        if (!text.isEmpty()) {
            values.put(field.key(), List.of(text));
        } else if (clear) {
            values.put(field.key(), List.of());
        }
    }

    /** The draft's part that may stand in a page. */
    static Draft open(Definition definition, Draft draft) {
        Map<String, List<String>> values = new LinkedHashMap<>(draft.values());
        definition.fields().stream().filter(Field::isSecret).forEach(field -> values.remove(field.key()));
        return new Draft(values);
    }

    /** The draft's part that may not. */
    static Map<String, List<String>> secrets(Definition definition, Draft draft) {
        Map<String, List<String>> values = new LinkedHashMap<>(draft.values());
        values.keySet()
                .retainAll(definition.fields().stream()
                        .filter(Field::isSecret)
                        .map(Field::key)
                        .toList());
        return values;
    }

    /** What a form's field shows. */
    static String text(Draft draft, Field field) {
        return field.isSecret() ? "" : String.join("\n", draft.values().getOrDefault(field.key(), List.of()));
    }

    static boolean isCleared(Draft draft, Field field) {
        return field.isSecret() && List.of().equals(draft.values().get(field.key()));
    }

    static boolean isSet(Saved saved, Field field) {
        return saved.secrets().contains(field.key());
    }
}
