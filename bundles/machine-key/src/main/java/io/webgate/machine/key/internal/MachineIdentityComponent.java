// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key.internal;

import io.webgate.license.api.Drift;
import io.webgate.license.api.MachineIdentity;
import io.webgate.machine.key.MachineIdentities;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/** This computer's identity as a service, read once when the host starts. Immutable, hence thread-safe. */
@Component(service = MachineIdentity.class, immediate = true)
public final class MachineIdentityComponent implements MachineIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(MachineIdentityComponent.class);
    private static final String HOME = "webgate.home";
    private static final Path ROOT = Path.of("/");

    private final MachineIdentity identity;

    @Activate
    public MachineIdentityComponent(BundleContext context) {
        String home = context.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException("The property " + HOME + " is not set: it names the folder of the home");
        }
        this.identity = identity(Path.of(home), ROOT);
    }

    /** A host with an unusable identity file starts and shows what is wrong, but no licence for this computer fits. */
    static MachineIdentity identity(Path home, Path root) {
        try {
            return MachineIdentities.read(home, root, new SecureRandom());
        } catch (IOException e) {
            LOG.error("Licences for this computer do not fit until this is mended: {}", e.getMessage(), e);
            return MachineIdentities.readWithoutOperator(home, root);
        }
    }

    @Override
    public String machineKey() {
        return identity.machineKey();
    }

    @Override
    public boolean isWeak() {
        return identity.isWeak();
    }

    @Override
    public List<MachineIdentity.Component> components() {
        return identity.components();
    }

    @Override
    public int matching(String machineKey) {
        return identity.matching(machineKey);
    }

    @Override
    public Set<String> unreadable() {
        return identity.unreadable();
    }

    @Override
    public Set<String> remembered() {
        return identity.remembered();
    }

    @Override
    public Drift drift(String machineKey, int demanded) {
        return identity.drift(machineKey, demanded);
    }
}
