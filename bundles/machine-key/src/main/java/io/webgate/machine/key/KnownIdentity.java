// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Drift;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A computer's identity as it was when it was read. Immutable. */
record KnownIdentity(
        MachineKeyText key,
        boolean isWeak,
        List<MachineIdentity.Component> components,
        Set<String> unreadable,
        Set<String> remembered)
        implements MachineIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(KnownIdentity.class);

    KnownIdentity {
        components = List.copyOf(components);
        unreadable = Set.copyOf(unreadable);
        remembered = Set.copyOf(remembered);
    }

    KnownIdentity with(Set<String> notReadable, Set<String> onlyRemembered) {
        return new KnownIdentity(key, isWeak, components, notReadable, onlyRemembered);
    }

    @Override
    public String machineKey() {
        return key.toString();
    }

    /** What is no machine key matches in no group. */
    @Override
    public int matching(String machineKey) {
        return parsed(machineKey).map(key::matching).orElse(0);
    }

    @Override
    public Drift drift(String machineKey, int demanded) {
        String canonical = parsed(machineKey).map(MachineKeyText::toString).orElse("");
        return Drift.between(machineKey(), components, canonical, demanded);
    }

    private static Optional<MachineKeyText> parsed(String machineKey) {
        try {
            return Optional.of(MachineKeyText.parse(machineKey));
        } catch (KeyTextException e) {
            LOG.debug("A document is bound to what is no machine key", e);
            return Optional.empty();
        }
    }
}
