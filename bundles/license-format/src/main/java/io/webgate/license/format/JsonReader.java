// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads canonical JSON only (R13): strict UTF-8, no white space, no second way to escape a character, no member twice, no
 * more than 16 levels. What it accepts, {@link Json#bytes()} writes back byte for byte.
 */
final class JsonReader {

    static final int MAX_DEPTH = 16;

    private static final Pattern PLAIN =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

    private static final String SHORT_ESCAPES = "\"\\bfnrt";
    private static final String SHORT_ESCAPED = "\"\\\b\f\n\r\t";

    private final String document;
    private final String text;
    private int at;

    private JsonReader(String document, String text) {
        this.document = document;
        this.text = text;
    }

    /**
     * Reads one object and nothing after it.
     *
     * @param document its name in messages: {@code payload}
     */
    static Json.Members read(byte[] bytes, String document) throws LicenseFormatException {
        var reader = new JsonReader(document, decoded(bytes, document));
        Json.Members members = reader.members(1);
        if (reader.at < reader.text.length()) {
            throw reader.malformed("Something follows after the end", "После конца есть что-то ещё");
        }
        return members;
    }

    private static String decoded(byte[] bytes, String document) throws LicenseFormatException {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        CoderResult decoded = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (decoded.isError()) {
            throw Damage.at(
                    Fault.MALFORMED,
                    LicenseCheck.PAYLOAD,
                    document + " byte " + in.position(),
                    "It is not UTF-8",
                    "Это не UTF-8");
        }
        return out.flip().toString();
    }

    private static boolean isAscii(byte[] bytes) {
        int bits = 0;
        for (byte one : bytes) {
            bits |= one;
        }
        return bits >= 0;
    }

    private Json value(int depth) throws LicenseFormatException {
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            default -> plain();
        };
    }

    private Json.Members members(int depth) throws LicenseFormatException {
        open('{', depth);
        Map<String, Json> byName = new LinkedHashMap<>();
        if (!skip('}')) {
            do {
                String name = string();
                expect(':');
                if (byName.put(name, value(depth + 1)) != null) {
                    throw malformed("A member stands there twice", "Поле указано дважды");
                }
            } while (skip(','));
            expect('}');
        }
        return new Json.Members(byName);
    }

    private Json.Items items(int depth) throws LicenseFormatException {
        open('[', depth);
        List<Json> values = new ArrayList<>();
        if (!skip(']')) {
            do {
                values.add(value(depth + 1));
            } while (skip(','));
            expect(']');
        }
        return new Json.Items(values);
    }

    private void open(char bracket, int depth) throws LicenseFormatException {
        if (depth > MAX_DEPTH) {
            throw malformed("It is nested deeper than 16 levels", "Вложенность больше 16 уровней");
        }
        expect(bracket);
    }

    private String string() throws LicenseFormatException {
        expect('"');
        int from = at;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (peek() == '"') {
            at++;
            return text.substring(from, at - 1);
        }
        var value = new StringBuilder(text.substring(from, at));
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw malformed("A text holds a bare control character", "В тексте есть управляющий символ");
            }
            at++;
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws LicenseFormatException {
        char c = peek();
        int known = SHORT_ESCAPES.indexOf(c);
        if (known >= 0) {
            at++;
            return SHORT_ESCAPED.charAt(known);
        }
        if (c == 'u' && text.startsWith("u00", at) && at + 5 <= text.length()) {
            char high = text.charAt(at + 3);
            char low = text.charAt(at + 4);
            if ((high == '0' || high == '1') && "0123456789abcdef".indexOf(low) >= 0) {
                char control = (char) ((high - '0') << 4 | Character.digit(low, 16));
                if (SHORT_ESCAPED.indexOf(control) < 0) {
                    at += 5;
                    return control;
                }
            }
        }
        throw Damage.at(
                Fault.NOT_CANONICAL,
                LicenseCheck.PAYLOAD,
                where(),
                "A character is escaped in another way than the one canonical one",
                "Символ экранирован не единственным каноническим способом");
    }

    private Json.Plain plain() throws LicenseFormatException {
        int digit = at;
        while (digit < text.length() && text.charAt(digit) >= '0' && text.charAt(digit) <= '9') {
            digit++;
        }
        // A number without sign, fraction and exponent needs no pattern; all others do
        if (digit < text.length()
                && ",]}".indexOf(text.charAt(digit)) >= 0
                && (digit == at + 1 || (digit > at && text.charAt(at) != '0'))) {
            String literal = text.substring(at, digit);
            at = digit;
            return new Json.Plain(literal);
        }
        Matcher matcher = PLAIN.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            if (Character.isWhitespace(peek())) {
                throw Damage.at(
                        Fault.NOT_CANONICAL,
                        LicenseCheck.PAYLOAD,
                        where(),
                        "There is white space",
                        "Есть пробельный символ");
            }
            throw malformed("It is not JSON", "Это не JSON");
        }
        at = matcher.end();
        return new Json.Plain(matcher.group());
    }

    private char peek() throws LicenseFormatException {
        if (at >= text.length()) {
            throw malformed("It breaks off", "Текст обрывается");
        }
        return text.charAt(at);
    }

    private boolean skip(char wanted) throws LicenseFormatException {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws LicenseFormatException {
        if (!skip(wanted)) {
            if (Character.isWhitespace(peek())) {
                throw Damage.at(
                        Fault.NOT_CANONICAL,
                        LicenseCheck.PAYLOAD,
                        where(),
                        "There is white space",
                        "Есть пробельный символ");
            }
            throw malformed("The character '" + wanted + "' is missing", "Нет символа '" + wanted + "'");
        }
    }

    private LicenseFormatException malformed(String english, String russian) {
        return Damage.at(Fault.MALFORMED, LicenseCheck.PAYLOAD, where(), english, russian);
    }

    private String where() {
        return document + " byte " + text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }
}
