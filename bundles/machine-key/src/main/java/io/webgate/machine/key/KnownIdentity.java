// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.MachineIdentity;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** A computer's identity as it was when it was read. Immutable. */
record KnownIdentity(MachineKeyText key, boolean isWeak, List<MachineIdentity.Component> components)
        implements MachineIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(KnownIdentity.class);

    KnownIdentity {
        components = List.copyOf(components);
    }

    @Override
    public String machineKey() {
        return key.toString();
    }

    /** What is no machine key matches in no group. */
    @Override
    public int matching(String machineKey) {
        try {
            return key.matching(MachineKeyText.parse(machineKey));
        } catch (KeyTextException e) {
            LOG.debug("A document is bound to what is no machine key", e);
            return 0;
        }
    }
}
