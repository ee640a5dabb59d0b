// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.MachineIdentity;
import io.webgate.license.text.MachineKeyText;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes machine keys from components (R15, R16): a pure function, the same on every computer and in every release. */
final class MachineKeys {

    /** With fewer components than documents must find again, the key is weak (R16). */
    static final int STRONG = 3;

    private static final String APPLICATION_KEY = "webgate machine key 1";

    private MachineKeys() {}

    static boolean isWeak(Map<ComponentName, String> components) {
        return components.size() < STRONG;
    }

    /**
     * The identity of a computer.
     *
     * @param components those present
     * @param identity the operator's, which takes the place of missing components where the key is weak; not used
     *     elsewhere; empty for none
     */
    static KnownIdentity identity(Map<ComponentName, String> components, String identity) {
        boolean weak = isWeak(components);
        boolean substitutes = weak && !identity.isEmpty();
        List<OptionalInt> values = new ArrayList<>();
        List<MachineIdentity.Component> list = new ArrayList<>();
        for (ComponentName name : ComponentName.values()) {
            Optional<String> value = Optional.ofNullable(components.get(name));
            boolean substituted = value.isEmpty() && substitutes;
            if (value.isPresent()) {
                values.add(OptionalInt.of(bits("component", name, value.get())));
            } else {
                values.add(substituted ? OptionalInt.of(bits("identity", name, identity)) : OptionalInt.empty());
            }
            list.add(new MachineIdentity.Component(name.code(), value.isPresent(), substituted));
        }
        return new KnownIdentity(MachineKeyText.of(values), weak, list, Set.of(), Set.of());
    }

    /** 15 bits of a keyed hash, but never the value that means "missing". */
    static int bits(String kind, ComponentName name, String value) {
        byte[] hash = KeyedHash.of(APPLICATION_KEY, kind + "\0" + name.code() + "\0" + value);
        for (int i = 0; i + 1 < hash.length; i += 2) {
            int bits = ((hash[i] & 0xff) << 8 | (hash[i + 1] & 0xff)) & MachineKeyText.LARGEST;
            if (bits != MachineKeyText.MISSING) {
                return bits;
            }
        }
        return 1;
    }
}
