// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.settings.Definition;
import io.webgate.settings.Draft;
import io.webgate.settings.Fault;
import io.webgate.settings.Field;
import io.webgate.settings.Kind;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Texts to the types that Config Admin keeps, and back. Pure. */
final class Values {

    private static final int LONGEST = 100_000;
    private static final int MOST_VALUES = 10_000;

    private Values() {}

    /**
     * A draft that was read.
     *
     * @param typed by key, for Config Admin; absent: not set
     * @param texts the same as canonical texts, secrets too: not to be shown
     * @param faults why it can't be saved
     */
    record Read(Map<String, Object> typed, Map<String, List<String>> texts, List<Fault> faults) {}

    /** Thrown within this class for one value. */
    private static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient LocalizedText text;

        private Wrong(String english, String russian) {
            super(english);
            text = new LocalizedText(english, russian);
        }
    }

    /**
     * Reads a draft against its description.
     *
     * @param present what is saved now, for secrets that stay
     * @param later secrets that may be absent for now, though they are needed
     */
    static Read read(Definition definition, Draft draft, Map<String, Object> present, Set<String> later) {
        Map<String, Object> typed = new LinkedHashMap<>();
        Map<String, List<String>> texts = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (String key : draft.values().keySet()) {
            if (definition.field(key).isEmpty()) {
                String shown = LocalizedText.quotable(key);
                faults.add(new Fault(
                        key,
                        new LocalizedText(
                                "There is no setting " + Quoted.english(shown) + ". Take it out, or correct its name.",
                                "Настройки " + Quoted.russian(shown) + " нет. Уберите её или исправьте имя.")));
            }
        }
        for (Field field : definition.fields()) {
            List<String> given = draft.values().get(field.key());
            if (given == null && field.isSecret() && present.containsKey(field.key())) {
                Object stays = present.get(field.key());
                typed.put(field.key(), stays);
                texts.put(field.key(), texts(stays));
            } else if (given != null || !field.isSecret() || !later.contains(field.key())) {
                try {
                    read(field, given == null ? List.of() : given, typed, texts);
                } catch (Wrong wrong) {
                    faults.add(new Fault(field.key(), wrong.text));
                }
            }
        }
        return new Read(typed, texts, faults);
    }

    private static void read(
            Field field, List<String> given, Map<String, Object> typed, Map<String, List<String>> texts) throws Wrong {
        if (given.isEmpty()) {
            if (field.isNeeded()) {
                throw new Wrong("This has to be given: nothing stands in for it.", "Нужно указать: замены нет.");
            }
            return;
        }
        if (!field.isMany() && given.size() > 1) {
            throw new Wrong("One value is expected, not a list.", "Нужно одно значение, а не список.");
        }
        int most = Math.min(field.most(), MOST_VALUES);
        if (field.isMany() && given.size() > most) {
            throw new Wrong(
                    "At most " + most + " values; these are " + given.size() + ".",
                    "Не больше " + most + " значений; указано " + given.size() + ".");
        }
        List<Object> parsed = new ArrayList<>();
        for (String text : given) {
            parsed.add(one(field, text));
        }
        typed.put(field.key(), kept(field, parsed));
        texts.put(field.key(), parsed.stream().map(Object::toString).toList());
    }

    private static Object kept(Field field, List<Object> parsed) {
        return switch (field.arity()) {
            case ONE -> parsed.get(0);
            case VECTOR -> List.copyOf(parsed);
            case ARRAY -> {
                Object array = Array.newInstance(type(field.kind()), parsed.size());
                for (int at = 0; at < parsed.size(); at++) {
                    Array.set(array, at, parsed.get(at));
                }
                yield array;
            }
        };
    }

    private static Class<?> type(Kind kind) {
        return switch (kind) {
            case TEXT, SECRET -> String.class;
            case LONG -> Long.class;
            case INTEGER -> Integer.class;
            case SHORT -> Short.class;
            case BYTE -> Byte.class;
            case CHARACTER -> Character.class;
            case DOUBLE -> Double.class;
            case FLOAT -> Float.class;
            case BOOLEAN -> Boolean.class;
        };
    }

    private static Object one(Field field, String text) throws Wrong {
        if (text.length() > LONGEST) {
            throw new Wrong("At most " + LONGEST + " characters.", "Не больше " + LONGEST + " символов.");
        }
        if (!field.choices().isEmpty()
                && field.choices().stream().noneMatch(choice -> choice.value().equals(text))) {
            String all = String.join(
                    ", ", field.choices().stream().map(Field.Choice::value).toList());
            throw new Wrong("Choose one of: " + all + ".", "Выберите одно из значений: " + all + ".");
        }
        Object value = parsed(field.kind(), text);
        bounds(field, value);
        return value;
    }

    private static Object parsed(Kind kind, String text) throws Wrong {
        String bare = text.strip();
        try {
            return switch (kind) {
                case TEXT, SECRET -> plain(text);
                case LONG -> Long.valueOf(bare);
                case INTEGER -> Integer.valueOf(bare);
                case SHORT -> Short.valueOf(bare);
                case BYTE -> Byte.valueOf(bare);
                case DOUBLE -> finite(Double.valueOf(bare));
                case FLOAT -> finite(Float.valueOf(bare));
                case CHARACTER -> character(text);
                case BOOLEAN -> truth(bare);
            };
        } catch (NumberFormatException malformed) {
            throw kind.isWhole()
                    ? new Wrong("A whole number is expected, such as 10.", "Нужно целое число, например 10.")
                    : new Wrong("A number is expected, such as 2.5.", "Нужно число, например 2.5.");
        }
    }

    /** Line breaks and tabs belong to texts; what else is a control character never was typed on purpose. */
    private static String plain(String text) throws Wrong {
        boolean odd =
                text.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\r' && one != '\t');
        if (odd) {
            throw new Wrong("No control characters, please.", "Управляющие символы не допускаются.");
        }
        return text;
    }

    private static <N extends Number> N finite(N number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new NumberFormatException("not finite");
        }
        return number;
    }

    private static Character character(String text) throws Wrong {
        if (text.length() != 1) {
            throw new Wrong("Exactly one character is expected.", "Нужен ровно один символ.");
        }
        return text.charAt(0);
    }

    private static Boolean truth(String text) throws Wrong {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new Wrong("true or false is expected.", "Нужно true или false.");
        }
        return Boolean.valueOf(text);
    }

    private static void bounds(Field field, Object value) throws Wrong {
        boolean number = field.kind().isNumber();
        BigDecimal measured;
        if (number) {
            measured = new BigDecimal(value.toString());
        } else if (value instanceof String text) {
            measured = BigDecimal.valueOf(text.length());
        } else {
            return;
        }
        Optional<BigDecimal> least = field.least().flatMap(Values::bound);
        Optional<BigDecimal> greatest = field.greatest().flatMap(Values::bound);
        if (least.filter(bound -> measured.compareTo(bound) < 0).isPresent()
                || greatest.filter(bound -> measured.compareTo(bound) > 0).isPresent()) {
            String english = within(least, greatest, "from ", "to ");
            String russian = within(least, greatest, "от ", "до ");
            throw number
                    ? new Wrong("Allowed: " + english + ".", "Допустимо: " + russian + ".")
                    : new Wrong(
                            "Allowed length, in characters: " + english + ".",
                            "Допустимая длина, символов: " + russian + ".");
        }
    }

    private static String within(Optional<BigDecimal> least, Optional<BigDecimal> greatest, String from, String to) {
        String low = least.map(bound -> from + bound.toPlainString()).orElse("");
        String high = greatest.map(bound -> to + bound.toPlainString()).orElse("");
        return (low + " " + high).strip();
    }

    /** A bound that is no number is the description's mistake, and bounds nothing. */
    private static Optional<BigDecimal> bound(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A value as Config Admin keeps it, in texts. */
    static List<String> texts(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        if (value.getClass().isArray()) {
            List<String> all = new ArrayList<>();
            for (int at = 0; at < Array.getLength(value); at++) {
                all.add(String.valueOf(Array.get(value, at)));
            }
            return List.copyOf(all);
        }
        return List.of(value.toString());
    }

    /** What is saved of a field, canonical where it can be read, for comparing with a draft. */
    static List<String> saved(Field field, Object value) {
        List<String> texts = texts(value);
        List<String> canonical = new ArrayList<>();
        try {
            for (String text : texts) {
                canonical.add(parsed(field.kind(), text).toString());
            }
        } catch (Wrong byHand) {
            return texts;
        }
        return List.copyOf(canonical);
    }
}
