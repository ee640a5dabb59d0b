// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Arity;
import io.webgate.settings.Definition;
import io.webgate.settings.Field;
import io.webgate.settings.Kind;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** Descriptions for tests. */
final class Described {

    static final String REPORT = "com.example.report";
    static final String MAIL = "com.example.mail";

    private Described() {}

    /** A field that a test changes step by step. */
    static Field field(String key, Kind kind) {
        return of(key, kind, Arity.ONE, 1, false, List.of(), List.of(), null, null);
    }

    static Field needed(Field of) {
        return of(of.key(), of.kind(), of.arity(), of.most(), true, of.defaults(), of.choices(), null, null);
    }

    static Field within(Field of, @Nullable String least, @Nullable String greatest) {
        return of(
                of.key(),
                of.kind(),
                of.arity(),
                of.most(),
                of.required(),
                of.defaults(),
                of.choices(),
                least,
                greatest);
    }

    static Field many(Field of, Arity arity, int most) {
        return of(of.key(), of.kind(), arity, most, of.required(), of.defaults(), of.choices(), null, null);
    }

    static Field oneOf(Field of, String... values) {
        List<Field.Choice> choices = List.of(values).stream()
                .map(value -> new Field.Choice(value, new LocalizedText(value, value)))
                .toList();
        return of(of.key(), of.kind(), of.arity(), of.most(), of.required(), of.defaults(), choices, null, null);
    }

    static Field byDefault(Field of, String... values) {
        return of(of.key(), of.kind(), of.arity(), of.most(), of.required(), List.of(values), of.choices(), null, null);
    }

    private static Field of(
            String key,
            Kind kind,
            Arity arity,
            int most,
            boolean required,
            List<String> defaults,
            List<Field.Choice> choices,
            @Nullable String least,
            @Nullable String greatest) {
        return new Field(
                key,
                new LocalizedText("The " + key, "Настройка " + key),
                Optional.empty(),
                kind,
                arity,
                most,
                required,
                defaults,
                choices,
                Optional.ofNullable(least),
                Optional.ofNullable(greatest));
    }

    static Definition definition(String pid, boolean factory, Field... fields) {
        return new Definition(
                pid,
                factory,
                new LocalizedText("Settings " + pid, "Настройки " + pid),
                Optional.empty(),
                List.of(fields),
                "com.example.bundle",
                true,
                true,
                Optional.empty());
    }
}
