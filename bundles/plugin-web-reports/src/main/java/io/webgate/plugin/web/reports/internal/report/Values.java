// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.plugin.web.reports.Parameter;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What readers give for the parameters, turned into values of their types; nothing else reaches a query. Pure, immutable.
 *
 * @param typed by the parameter's name; empty where the database is to get nothing (null)
 * @param faults by the parameter's name, also of parameters that the report does not have
 */
public record Values(Map<String, Optional<Object>> typed, Map<String, LocalizedText> faults) {

    static final int LONGEST = 2000;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(?:[.,][0-9]{1,20})?");

    public Values {
        typed = Map.copyOf(typed);
        faults = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(faults));
    }

    /**
     * Reads what was given; a blank text is as good as none.
     *
     * @param today for days that are told from today
     */
    public static Values of(List<Parameter> parameters, Map<String, String> given, LocalDate today) {
        Map<String, Optional<Object>> typed = new LinkedHashMap<>();
        Map<String, LocalizedText> faults = new LinkedHashMap<>();
        for (String name : given.keySet()) {
            if (parameters.stream().noneMatch(one -> one.name().equals(name))) {
                String shown = LocalizedText.quotable(name);
                faults.put(
                        name,
                        new LocalizedText(
                                "The report has no parameter " + Quoted.english(shown) + ".",
                                "У отчёта нет параметра " + Quoted.russian(shown) + "."));
            }
        }
        for (Parameter parameter : parameters) {
            String text = given.getOrDefault(parameter.name(), "").strip();
            if (text.isEmpty()) {
                text = parameter.otherwise().orElse("").strip();
            }
            if (!text.isEmpty()) {
                Optional<Object> value = read(parameter.type(), text, today);
                if (value.isPresent()) {
                    typed.put(parameter.name(), value);
                } else {
                    faults.put(parameter.name(), wanted(parameter.type()));
                }
            } else if (parameter.otherwise().isPresent()) {
                typed.put(
                        parameter.name(), parameter.type() == Parameter.Type.TEXT ? Optional.of("") : Optional.empty());
            } else {
                faults.put(
                        parameter.name(),
                        new LocalizedText("Give a value: the report needs it.", "Укажите значение: без него нельзя."));
            }
        }
        return new Values(typed, faults);
    }

    /** All that is wrong in one sentence for each. */
    public Optional<LocalizedText> told() {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder english = new StringBuilder();
        StringBuilder russian = new StringBuilder();
        faults.forEach((name, text) -> {
            String shown = LocalizedText.quotable(name);
            english.append(english.isEmpty() ? "" : " ")
                    .append(shown)
                    .append(": ")
                    .append(text.english());
            russian.append(russian.isEmpty() ? "" : " ")
                    .append(shown)
                    .append(": ")
                    .append(text.russian());
        });
        return Optional.of(new LocalizedText(english.toString(), russian.toString()));
    }

    /** The value of a text; empty where it is none of the type. */
    static Optional<Object> read(Parameter.Type type, String text, LocalDate today) {
        return switch (type) {
            case TEXT ->
                // PostgreSQL can't hold the character 0, no text on a page has one
                text.length() > LONGEST || text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
            case INTEGER -> WHOLE.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
            case DECIMAL ->
                NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace(',', '.'))) : Optional.empty();
            case DATE -> Days.parse(text, today).map(day -> day);
            case BOOLEAN -> yesOrNo(text).map(yes -> yes);
        };
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "да" -> Optional.of(true);
            case "false", "no", "0", "нет" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static LocalizedText wanted(Parameter.Type type) {
        return switch (type) {
            case TEXT ->
                new LocalizedText("Write at most " + LONGEST + " characters.", "Не более " + LONGEST + " символов.");
            case INTEGER ->
                new LocalizedText(
                        "Write a whole number, such as 12, of at most 18 digits.",
                        "Укажите целое число, например 12, не более 18 цифр.");
            case DECIMAL -> new LocalizedText("Write a number, such as 12.50.", "Укажите число, например 12,50.");
            case DATE ->
                new LocalizedText(
                        "Write a day, such as 2026-03-31, or today, today-7, month-start.",
                        "Укажите день, например 31.03.2026, или today, today-7, month-start.");
            case BOOLEAN -> new LocalizedText("Write yes or no.", "Укажите да или нет.");
        };
    }
}
