// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A machine key as people send, type and compare it (R15): six groups of four Crockford base-32 characters. Groups 1 to 5
 * are 15 bits of a component each and a check character that also knows the group's place; the sixth group checks the
 * whole. A value, hence thread-safe; equal where the canonical texts are.
 */
public final class MachineKeyText {

    /** Groups that come from a component. */
    public static final int COMPONENTS = 5;

    /** What stands for a component that is missing. No component ever has this value, and it never matches (R15). */
    public static final int MISSING = 0;

    /** The largest value of a component: 15 bits. */
    public static final int LARGEST = 0x7fff;

    private static final int GROUPS = 6;
    private static final int SIZE = 4;
    private static final int LENGTH = GROUPS * SIZE;

    private final List<String> groups;

    private MachineKeyText(List<String> groups) {
        this.groups = List.copyOf(groups);
    }

    /**
     * The key of these five components.
     *
     * @param components 15 bits each, from 1 to {@link #LARGEST}; empty where the component is missing
     */
    public static MachineKeyText of(List<OptionalInt> components) {
        if (components.size() != COMPONENTS) {
            throw new IllegalArgumentException("A machine key has 5 components, not " + components.size());
        }
        List<String> groups = new ArrayList<>(GROUPS);
        for (int i = 0; i < COMPONENTS; i++) {
            OptionalInt component = components.get(i);
            int value = component.orElse(MISSING);
            if (component.isPresent() && (value <= MISSING || value > LARGEST)) {
                throw new IllegalArgumentException("Component " + (i + 1) + " is " + value + ", not 1 to " + LARGEST);
            }
            groups.add(group(i + 1, value));
        }
        groups.add(last(groups));
        return new MachineKeyText(groups);
    }

    /**
     * Reads a typed key (R17, R101).
     *
     * @throws KeyTextException naming the group that is mistyped, or how many characters are missing or too many
     */
    public static MachineKeyText parse(String typed) throws KeyTextException {
        List<String> parts = Typed.parts(typed);
        String characters = Typed.digits(String.join("", parts));
        if (characters.isEmpty()) {
            throw new KeyTextException(
                    0,
                    "No machine key was given: it has 24 characters, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX.",
                    "Ключ компьютера не указан: в нём 24 символа, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX.");
        }
        int length = characters.codePointCount(0, characters.length());
        List<Integer> wrong = wrongGroups(characters);
        if (length != LENGTH || !wrong.isEmpty()) {
            requireLengths(parts);
        }
        if (length != LENGTH) {
            throw wrongLength(length, wrong.isEmpty() ? GROUPS : wrong.get(0));
        }
        if (!wrong.isEmpty()) {
            throw mistyped(characters, wrong);
        }
        List<String> groups = new ArrayList<>(GROUPS);
        for (int start = 0; start < LENGTH; start += SIZE) {
            groups.add(characters.substring(start, start + SIZE));
        }
        if (!groups.get(COMPONENTS).equals(last(groups.subList(0, COMPONENTS)))) {
            throw new KeyTextException(
                    GROUPS,
                    "The machine key has a typing error in group 6, or two in one of the groups before it.",
                    "В ключе компьютера опечатка в группе 6 или две в одной из предыдущих групп.");
        }
        return new MachineKeyText(groups);
    }

    /** The six groups of four characters, in canonical form. */
    public List<String> groups() {
        return groups;
    }

    /** Whether group {@code number} (1 to 5) stands for a missing component. */
    public boolean isMissing(int number) {
        if (number < 1 || number > COMPONENTS) {
            throw new IllegalArgumentException("Components are in groups 1 to 5, not " + number);
        }
        return groups.get(number - 1).equals(group(number, MISSING));
    }

    /** How many of the five components both keys have and agree on; a missing one is no evidence (R16). */
    public int matching(MachineKeyText other) {
        int matching = 0;
        for (int i = 0; i < COMPONENTS; i++) {
            if (!isMissing(i + 1) && groups.get(i).equals(other.groups.get(i))) {
                matching++;
            }
        }
        return matching;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MachineKeyText key && key.groups.equals(groups);
    }

    @Override
    public int hashCode() {
        return groups.hashCode();
    }

    /** The canonical text: upper case, groups joined by hyphens. */
    @Override
    public String toString() {
        return String.join("-", groups);
    }

    static String group(int place, int value) {
        int first = value >> 10;
        int second = value >> 5 & 31;
        int third = value & 31;
        return Base32.text(first, second, third, Checks.character(place, first, second, third));
    }

    private static String last(List<String> components) {
        return Base32.text(Checks.four(Base32.values(String.join("", components))));
    }

    /** Those of groups 1 to 5 whose check fails, and group 6 if it has a character that keys never have. */
    private static List<Integer> wrongGroups(String characters) {
        List<Integer> wrong = new ArrayList<>();
        for (int place = 1; place <= GROUPS; place++) {
            String group = part(characters, place);
            boolean known = group.length() == SIZE
                    && Typed.stranger(group, Base32.ALPHABET).isEmpty();
            if (!known || (place <= COMPONENTS && !group.equals(checked(place, group)))) {
                wrong.add(place);
            }
        }
        return wrong;
    }

    private static String checked(int place, String group) {
        int[] values = Base32.values(group);
        return group(place, values[0] << 10 | values[1] << 5 | values[2]);
    }

    /** The group's four characters; fewer or none where the text ends before. */
    private static String part(String characters, int place) {
        int[] points = characters.codePoints().toArray();
        int start = Math.min((place - 1) * SIZE, points.length);
        return new String(points, start, Math.min(SIZE, points.length - start));
    }

    /** Where the key was typed in six pieces, the piece that has not four characters is the wrong one. */
    private static void requireLengths(List<String> parts) throws KeyTextException {
        if (parts.size() != GROUPS) {
            return;
        }
        for (int i = 0; i < GROUPS; i++) {
            int length = parts.get(i).codePointCount(0, parts.get(i).length());
            if (length != SIZE) {
                int difference = Math.abs(length - SIZE);
                throw new KeyTextException(
                        i + 1,
                        "Group %d of the machine key has %d characters instead of 4: %d %s."
                                .formatted(i + 1, length, difference, length < SIZE ? "missing" : "too many"),
                        "В группе %d ключа компьютера символов: %d, а нужно 4 (%s: %d)."
                                .formatted(i + 1, length, length < SIZE ? "не хватает" : "лишних", difference));
            }
        }
    }

    private static KeyTextException wrongLength(int length, int group) {
        int difference = Math.abs(length - LENGTH);
        return new KeyTextException(
                group,
                "The machine key has %d characters instead of 24: %d %s; the first wrong group is %d."
                        .formatted(length, difference, length < LENGTH ? "missing" : "too many", group),
                "В ключе компьютера символов: %d, а нужно 24 (%s: %d); первая неверная группа: %d."
                        .formatted(length, length < LENGTH ? "не хватает" : "лишних", difference, group));
    }

    private static KeyTextException mistyped(String characters, List<Integer> wrong) {
        int first = wrong.get(0);
        String numbers = wrong.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String groups = wrong.size() == 1 ? "group" : "groups";
        String gruppy = wrong.size() == 1 ? "группе" : "группах";
        return Typed.stranger(part(characters, first), Base32.ALPHABET)
                .map(stranger -> new KeyTextException(
                        first,
                        "The machine key has a typing error in %s %s: no key contains '%s'."
                                .formatted(groups, numbers, stranger),
                        "В ключе компьютера опечатка в %s %s: символа «%s» в ключах не бывает."
                                .formatted(gruppy, numbers, stranger)))
                .orElseGet(() -> new KeyTextException(
                        first,
                        "The machine key has a typing error in %s %s.".formatted(groups, numbers),
                        "В ключе компьютера опечатка в %s %s.".formatted(gruppy, numbers)));
    }
}
