// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import io.webgate.gate.http.Problem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON in and out. What comes in is read strictly, and an error names the member. */
final class Json {

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setStrictness(Strictness.STRICT)
            .create();

    private Json() {}

    static String write(Object value) {
        return GSON.toJson(value);
    }

    /** A time as every answer shows it: ISO-8601 with offset. */
    static String time(Instant instant) {
        return Problem.time(instant);
    }

    /** An object under construction; what is absent is written as null, so that every answer has every member. */
    static final class Members {

        private final Map<String, Object> all = new LinkedHashMap<>();

        Members put(String name, Object value) {
            all.put(name, value);
            return this;
        }

        Members put(String name, Optional<?> value) {
            all.put(name, value.orElse(null));
            return this;
        }

        Map<String, Object> map() {
            return all;
        }
    }

    static Members object() {
        return new Members();
    }

    /** The body as an object; an empty body is an empty object. */
    static Input read(Ask ask) {
        byte[] bytes = ask.body().bytes();
        if (bytes.length == 0) {
            return new Input(new JsonObject(), ask.locale());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonObject object = GSON.fromJson(text, JsonObject.class);
            if (object == null) {
                throw Problems.invalid(
                        "body (a JSON object is expected)", "тело запроса (нужен объект JSON)", ask.locale());
            }
            return new Input(object, ask.locale());
        } catch (CharacterCodingException malformed) {
            throw Problems.invalid("body (not UTF-8)", "тело запроса (не UTF-8)", ask.locale());
        } catch (JsonParseException malformed) {
            throw Problems.invalid("body (not a JSON object)", "тело запроса (не объект JSON)", ask.locale());
        }
    }

    /** Members of a request's object. */
    record Input(JsonObject object, Locale locale) {

        String text(String name) {
            return optionalText(name)
                    .orElseThrow(() -> Problems.invalid("member " + name + " is missing", "нет поля " + name, locale));
        }

        Optional<String> optionalText(String name) {
            return member(name).map(value -> primitive(name, value)).map(value -> {
                if (!value.isString()) {
                    throw Problems.invalid(
                            "member " + name + " (a text is expected)", "поле " + name + " (нужен текст)", locale);
                }
                return value.getAsString();
            });
        }

        /** Refuses members that nobody reads: most likely they are misspelt. */
        void only(String... known) {
            for (String name : object.keySet()) {
                if (!Arrays.asList(known).contains(name)) {
                    String shown = Problems.quoted(name);
                    String all = String.join(", ", known);
                    throw Problems.invalid(
                            "member \"" + shown + "\" (unknown; known are: " + all + ")",
                            "поле «" + shown + "» (неизвестное; известны: " + all + ")",
                            locale);
                }
            }
        }

        void required(String name) {
            if (member(name).isEmpty()) {
                throw Problems.invalid("member " + name + " is missing", "нет поля " + name, locale);
            }
        }

        /** A number within bounds, both included. */
        long number(String name, long otherwise, long least, long most) {
            long number = number(name, otherwise);
            if (number < least || number > most) {
                throw Problems.invalid(
                        "member " + name + " (a whole number from " + least + " to " + most + " is expected)",
                        "поле " + name + " (нужно целое число от " + least + " до " + most + ")",
                        locale);
            }
            return number;
        }

        long number(String name, long otherwise) {
            Optional<JsonPrimitive> value = member(name).map(found -> primitive(name, found));
            if (value.isEmpty()) {
                return otherwise;
            }
            try {
                if (value.get().isNumber()) {
                    return value.get().getAsBigDecimal().longValueExact();
                }
            } catch (ArithmeticException | NumberFormatException notWhole) {
                throw Problems.invalid(
                        "member " + name + " (a whole number is expected)",
                        "поле " + name + " (нужно целое число)",
                        locale);
            }
            throw Problems.invalid(
                    "member " + name + " (a whole number is expected)",
                    "поле " + name + " (нужно целое число)",
                    locale);
        }

        List<String> texts(String name) {
            Optional<JsonElement> value = member(name);
            if (value.isEmpty()) {
                return List.of();
            }
            if (!value.get().isJsonArray()) {
                throw Problems.invalid(
                        "member " + name + " (a list of texts is expected)",
                        "поле " + name + " (нужен список текстов)",
                        locale);
            }
            List<String> all = new ArrayList<>();
            for (JsonElement item : value.get().getAsJsonArray()) {
                JsonPrimitive text = primitive(name, item);
                if (!text.isString()) {
                    throw Problems.invalid(
                            "member " + name + " (a list of texts is expected)",
                            "поле " + name + " (нужен список текстов)",
                            locale);
                }
                all.add(text.getAsString());
            }
            return List.copyOf(all);
        }

        private Optional<JsonElement> member(String name) {
            return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
        }

        private JsonPrimitive primitive(String name, JsonElement value) {
            if (!value.isJsonPrimitive()) {
                throw Problems.invalid(
                        "member " + name + " (a plain value is expected)",
                        "поле " + name + " (нужно простое значение)",
                        locale);
            }
            return value.getAsJsonPrimitive();
        }
    }
}
