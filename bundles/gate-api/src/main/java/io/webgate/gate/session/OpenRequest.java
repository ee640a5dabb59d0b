// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

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
import java.util.List;
import java.util.Set;

/**
 * The body of {@code POST …/sessions}: {@code {"waiter": "Anna"}}. Members that it does not know are skipped.
 *
 * @param holder who works at the device
 */
record OpenRequest(String holder) {

    /** The largest body that is read. */
    static final int MAX_BYTES = 16 * 1024;

    private static final int LONGEST = 128;

    /** Reads at most so many. */
    static byte[] bytes(InputStream body, int most) throws IOException, BadRequest {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw BadRequest.tooLarge(most);
        }
        return bytes;
    }

    /** @param members what the holder may be called in the body, the usual word first */
    static OpenRequest parse(byte[] body, List<String> members) throws BadRequest {
        String member = members.get(0);
        String holder;
        try {
            holder = holder(new JsonReader(new StringReader(text(body))), members);
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw BadRequest.malformed(
                    "The body is not a JSON object such as {\"" + member + "\": \"Anna\"}.",
                    "Тело запроса — не объект JSON вида {\"" + member + "\": \"Анна\"}.");
        }
        if (holder == null) {
            throw BadRequest.malformed(
                    "The body lacks the text member \"" + member + "\": who works at the device.",
                    "В теле запроса нет текста «" + member + "»: кто работает на устройстве.");
        }
        String name = holder.strip();
        if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw BadRequest.malformed(
                    "\"" + member + "\" must have 1 to " + LONGEST + " characters and no control characters.",
                    "«" + member + "» должен содержать от 1 до " + LONGEST + " символов, без управляющих.");
        }
        return new OpenRequest(name);
    }

    private static String text(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static @Nullable String holder(JsonReader json, List<String> members) throws IOException {
        json.setStrictness(Strictness.STRICT);
        Set<String> seen = new HashSet<>();
        String holder = null;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(name)) {
                throw new IOException("A member is there twice");
            }
            if (members.contains(name) && holder == null && json.peek() == JsonToken.STRING) {
                holder = json.nextString();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("Something follows the object");
        }
        return holder;
    }
}
