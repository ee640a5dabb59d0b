// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The members of an object, taken out one by one; what is left over at the end is what this version does not know. The
 * order of members is not looked at here: {@link #requireCanonical} compares the whole.
 */
final class Fields {

    /** No identifier is longer; the expressions that check their form may recurse once for each character. */
    private static final int MAX_IDENTIFIER = 256;

    private static final int NOT_IN_A_LIST = -1;

    /** So many digits has a long. */
    private static final int LONGEST_NUMBER = 19;

    private final String path;
    private final Map<String, Json> members;
    private final List<String> taken = new ArrayList<>();

    private Fields(String path, Map<String, Json> members) {
        this.path = path;
        this.members = members;
    }

    static Fields of(Json.Members members, String path) {
        return new Fields(path, members.byName());
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** The names of all members, as they stand. */
    List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** The name of a member, where names are values themselves. */
    <T> T named(String name, Function<String, T> form) throws LicenseFormatException {
        return formed(name, form, name, NOT_IN_A_LIST);
    }

    String text(String name) throws LicenseFormatException {
        if (take(name) instanceof Json.Text text) {
            return text.value();
        }
        throw noText(path + "." + name);
    }

    /** A text with the reader of its form. */
    <T> T value(String name, Function<String, T> form) throws LicenseFormatException {
        return formed(text(name), form, name, NOT_IN_A_LIST);
    }

    <T> Optional<T> optional(String name, Function<String, T> form) throws LicenseFormatException {
        return has(name) ? Optional.of(value(name, form)) : Optional.empty();
    }

    <T> List<T> values(String name, Function<String, T> form) throws LicenseFormatException {
        List<Json> items = items(name);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Json.Text text)) {
                throw noText(where(name, i));
            }
            values.add(formed(text.value(), form, name, i));
        }
        return values;
    }

    long integer(String name) throws LicenseFormatException {
        if (take(name) instanceof Json.Plain plain && isWholeNumber(plain.literal())) {
            try {
                return Long.parseLong(plain.literal());
            } catch (NumberFormatException e) {
                throw content(path + "." + name, "A number is too large", "Число слишком велико");
            }
        }
        throw content(path + "." + name, "A whole number was expected", "Ожидалось целое число");
    }

    private static boolean isWholeNumber(String literal) {
        int from = literal.startsWith("-") ? 1 : 0;
        int digits = literal.length() - from;
        boolean whole = digits > 0 && digits <= LONGEST_NUMBER;
        for (int at = from; whole && at < literal.length(); at++) {
            whole = literal.charAt(at) >= '0' && literal.charAt(at) <= '9';
        }
        return whole;
    }

    boolean flag(String name) throws LicenseFormatException {
        if (take(name) instanceof Json.Plain plain && plain.literal().matches("true|false")) {
            return plain.literal().equals("true");
        }
        throw content(path + "." + name, "true or false was expected", "Ожидалось true или false");
    }

    Fields object(String name) throws LicenseFormatException {
        return fieldsOf(take(name), path + "." + name);
    }

    List<Fields> objects(String name) throws LicenseFormatException {
        List<Json> items = items(name);
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            objects.add(fieldsOf(items.get(i), path + "." + name + "[" + i + "]"));
        }
        return objects;
    }

    /** What nobody took, by name. */
    SortedMap<String, Json> rest() {
        SortedMap<String, Json> left = new TreeMap<>(members);
        left.keySet().removeAll(Set.copyOf(taken));
        return left;
    }

    boolean hasRest() {
        return taken.size() < members.size();
    }

    /** @throws LicenseFormatException when something is left over */
    void requireAllKnown() throws LicenseFormatException {
        if (hasRest()) {
            throw content(path + "." + rest().firstKey(), "A member is not known", "Поле неизвестно");
        }
    }

    /** Makes the value; what its constructor refuses is a fault of the document. */
    <T> T made(Supplier<T> value) throws LicenseFormatException {
        try {
            return value.get();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw senseless(path, e);
        }
    }

    /** Compares what was read with the one way to write it. */
    static void requireCanonical(byte[] read, byte[] written, String document) throws LicenseFormatException {
        int difference = Arrays.mismatch(read, written);
        if (difference >= 0) {
            throw Damage.at(
                    Fault.NOT_CANONICAL,
                    LicenseCheck.CANONICAL,
                    document + " byte " + difference,
                    "It says what it says in another way than the one canonical one",
                    "Содержимое записано не единственным каноническим способом");
        }
    }

    private Json take(String name) throws LicenseFormatException {
        Json value = members.get(name);
        if (value == null) {
            throw content(path + "." + name, "A member is missing", "Нет обязательного поля");
        }
        taken.add(name);
        return value;
    }

    private List<Json> items(String name) throws LicenseFormatException {
        if (take(name) instanceof Json.Items items) {
            return items.values();
        }
        throw content(path + "." + name, "A list was expected", "Ожидался список");
    }

    private static Fields fieldsOf(Json value, String where) throws LicenseFormatException {
        if (value instanceof Json.Members members) {
            return new Fields(where, members.byName());
        }
        throw content(where, "An object was expected", "Ожидался объект");
    }

    private static LicenseFormatException noText(String where) {
        return content(where, "A text was expected", "Ожидался текст");
    }

    /** @param index in a list of that name, or {@link #NOT_IN_A_LIST} */
    private <T> T formed(String text, Function<String, T> form, String name, int index) throws LicenseFormatException {
        if (text.length() > MAX_IDENTIFIER) {
            throw content(where(name, index), "A text is too long", "Текст слишком длинный");
        }
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw senseless(where(name, index), e);
        }
    }

    private String where(String name, int index) {
        String member = path + "." + name;
        return index == NOT_IN_A_LIST ? member : member + "[" + index + "]";
    }

    private static LicenseFormatException senseless(String where, RuntimeException cause) {
        var fault = content(
                where,
                "It makes no sense: " + LocalizedText.quotable(cause.getMessage()),
                // the cause is told in English alone: quoted, it is not taken for a sentence of ours
                "Недопустимое содержимое: «" + LocalizedText.quotable(cause.getMessage()) + "»");
        fault.initCause(cause);
        return fault;
    }

    private static LicenseFormatException content(String where, String english, String russian) {
        return Damage.at(Fault.CONTENT, LicenseCheck.FIELDS, where, english, russian);
    }
}
