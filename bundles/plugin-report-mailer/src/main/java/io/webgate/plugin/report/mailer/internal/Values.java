// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings as they come from pages, the API or a file: texts, lists, numbers; a blank text is none. Pure. */
final class Values {

    private final Map<String, ?> values;

    Values(Map<String, ?> values) {
        this.values = values;
    }

    Optional<String> text(String key) {
        return Optional.<Object>ofNullable(values.get(key))
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** As it is, blanks included: for secrets. */
    String secret(String key) {
        return Optional.<Object>ofNullable(values.get(key))
                .map(Object::toString)
                .orElse("");
    }

    List<String> texts(String key) {
        return elements(values.get(key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Stream<String> elements(@Nullable Object value) {
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf);
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return value == null ? Stream.empty() : Stream.of(value.toString());
    }

    /** Empty where there is a text that is no whole number. */
    Optional<Long> number(String key, long otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.of(otherwise);
        }
        return text.filter(digits -> digits.matches("-?[0-9]{1,15}")).map(Long::valueOf);
    }
}
