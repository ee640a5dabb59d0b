// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The body of {@code POST …/sessions}: {@code {"waiter": "Anna"}}. Members that it does not know are skipped.
 *
 * @param waiter who works at the device
 */
record OpenRequest(String waiter) {

    /** The largest body that is read. */
    static final int MAX_BYTES = 16 * 1024;

    private static final int LONGEST = 128;

    /** Reads at most {@link #MAX_BYTES}. */
    static byte[] bytes(InputStream body) throws IOException, BadRequest {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw BadRequest.tooLarge(MAX_BYTES);
        }
        return bytes;
    }

    static OpenRequest parse(byte[] body) throws BadRequest {
        String waiter;
        try {
            waiter = waiter(new JsonReader(new StringReader(text(body))));
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw BadRequest.malformed(
                    "The body is not a JSON object such as {\"waiter\": \"Anna\"}.",
                    "Тело запроса — не объект JSON вида {\"waiter\": \"Анна\"}.");
        }
        if (waiter == null) {
            throw BadRequest.malformed(
                    "The body lacks the text member \"waiter\": who works at the device.",
                    "В теле запроса нет текста «waiter»: кто работает на устройстве.");
        }
        String name = waiter.strip();
        if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw BadRequest.malformed(
                    "\"waiter\" must have 1 to " + LONGEST + " characters and no control characters.",
                    "«waiter» должен содержать от 1 до " + LONGEST + " символов, без управляющих.");
        }
        return new OpenRequest(name);
    }

    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static @Nullable String waiter(JsonReader json) throws IOException {
        json.setStrictness(Strictness.STRICT);
        Set<String> seen = new HashSet<>();
        String waiter = null;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(name)) {
                throw new IOException("A member is there twice");
            }
            if (name.equals("waiter") && json.peek() == JsonToken.STRING) {
                waiter = json.nextString();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("Something follows the object");
        }
        return waiter;
    }
}
