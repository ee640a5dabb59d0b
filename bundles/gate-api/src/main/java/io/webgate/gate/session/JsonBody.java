// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.webgate.license.api.LocalizedText;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that a client sent, read strictly (RFC 8259, no member twice, UTF-8): what is wrong is told with the place
 * where it stands. Numbers are exact; texts that are numbers are taken for numbers. Not thread-safe.
 */
public final class JsonBody {

    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 40;

    private final JsonObject object;
    /** Where it stands in the body: empty, or {@code lines[2].}. */
    private final String where;

    private JsonBody(JsonObject object, String where) {
        this.object = object;
        this.where = where;
    }

    /**
     * Reads a body.
     *
     * @throws BadRequest 400 where it is not one JSON object
     */
    public static JsonBody of(byte[] utf8) throws BadRequest {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEEPEST);
            JsonElement element = element(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
                throw new IOException("Not one object");
            }
            return new JsonBody(element.getAsJsonObject(), "");
        } catch (CharacterCodingException e) {
            throw BadRequest.malformed("The body is not UTF-8.", "Тело запроса — не в UTF-8.");
        } catch (IOException | IllegalStateException | JsonParseException e) {
            String why = LocalizedText.quotable(e.getMessage());
            throw BadRequest.malformed(
                    "The body is not one JSON object: " + why, "Тело запроса — не один объект JSON: " + why);
        }
    }

    private static JsonElement element(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                return object(reader);
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(element(reader));
                }
                reader.endArray();
                return array;
            }
            case STRING -> {
                return new JsonPrimitive(reader.nextString());
            }
            case NUMBER -> {
                return new JsonPrimitive(decimal(reader.nextString()));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> throw new IOException("Nothing there");
        }
    }

    private static JsonObject object(JsonReader reader) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new IOException("Member " + name + " is there twice");
            }
            object.add(name, element(reader));
        }
        reader.endObject();
        return object;
    }

    /** Of a length that can't keep anybody busy. */
    private static BigDecimal decimal(String text) throws IOException {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new IOException("No number: " + text, e);
        }
        throw new IOException("A number of " + text.length() + " characters");
    }

    /**
     * Refuses members that nobody reads: most likely they are misspelt.
     *
     * @throws BadRequest 400 naming it, and those that there are
     */
    public void only(String... known) throws BadRequest {
        for (String name : object.keySet()) {
            if (!Set.of(known).contains(name)) {
                String all = String.join(", ", known);
                String shown = LocalizedText.quotable(name);
                throw BadRequest.malformed(
                        "There is no member \"" + where + shown + "\"; there are: " + all + ".",
                        "Поля «" + where + shown + "» нет; есть: " + all + ".");
            }
        }
    }

    /** Where this object stands, with one of its members: {@code lines[2].code}. */
    public String at(String name) {
        return where + name;
    }

    /** Whether there is such a member, and it is not null. */
    public boolean has(String name) {
        return member(name).isPresent();
    }

    /** A text without blanks around it; empty where it is missing or null. */
    public Optional<String> text(String name) throws BadRequest {
        Optional<JsonElement> member = member(name);
        if (member.isPresent() && !isText(member.get())) {
            throw wrong(name, "a text", "текст");
        }
        return member.map(JsonElement::getAsString).map(String::strip);
    }

    /**
     * A text that must be there.
     *
     * @throws BadRequest 400 where it is missing or blank
     */
    public String required(String name) throws BadRequest {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> wrong(name, "a text", "текст"));
    }

    /** A number, exactly as it was written; empty where it is missing or null. */
    public Optional<BigDecimal> number(String name) throws BadRequest {
        Optional<JsonElement> member = member(name);
        if (member.isEmpty()) {
            return Optional.empty();
        }
        if (member.get() instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
            try {
                return Optional.of(decimal(primitive.getAsString().strip()));
            } catch (IOException e) {
                throw wrong(name, "a number", "число");
            }
        }
        throw wrong(name, "a number", "число");
    }

    /** A whole number of at most 18 digits; empty where it is missing or null. */
    public Optional<Long> whole(String name) throws BadRequest {
        Optional<BigDecimal> number = number(name);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal value = number.get();
        if (value.precision() - (long) value.scale() > 18
                || value.stripTrailingZeros().scale() > 0) {
            throw wrong(name, "a whole number", "целое число");
        }
        return Optional.of(value.longValueExact());
    }

    /** Yes or no. */
    public boolean flag(String name, boolean otherwise) throws BadRequest {
        Optional<JsonElement> member = member(name);
        if (member.isEmpty()) {
            return otherwise;
        }
        if (member.get() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw wrong(name, "true or false", "true или false");
    }

    /** A list of objects; empty where it is missing or null. */
    public List<JsonBody> objects(String name) throws BadRequest {
        List<JsonBody> all = new ArrayList<>();
        for (JsonElement element : list(name)) {
            String place = at(name) + "[" + all.size() + "]";
            if (!element.isJsonObject()) {
                throw wrong(name + "[" + all.size() + "]", "an object", "объект");
            }
            all.add(new JsonBody(element.getAsJsonObject(), place + "."));
        }
        return List.copyOf(all);
    }

    /** A list of texts; empty where it is missing or null. */
    public List<String> texts(String name) throws BadRequest {
        List<String> all = new ArrayList<>();
        for (JsonElement element : list(name)) {
            if (!isText(element)) {
                throw wrong(name + "[" + all.size() + "]", "a text", "текст");
            }
            all.add(element.getAsString().strip());
        }
        return List.copyOf(all);
    }

    private Iterable<JsonElement> list(String name) throws BadRequest {
        Optional<JsonElement> member = member(name);
        if (member.isEmpty()) {
            return List.of();
        }
        if (!member.get().isJsonArray()) {
            throw wrong(name, "a list", "список");
        }
        return member.get().getAsJsonArray();
    }

    /**
     * A member that is not what it should be, for whoever checks more than its type.
     *
     * @param english what it should be: {@code a number above 0}
     * @param russian the same
     */
    public BadRequest wrong(String name, String english, String russian) {
        return BadRequest.malformed(
                "\"" + where + name + "\" must be " + english + ".", "«" + where + name + "»: нужно " + russian + ".");
    }

    private Optional<JsonElement> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
    }

    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }
}
