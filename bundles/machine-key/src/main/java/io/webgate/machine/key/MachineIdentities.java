// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.MachineIdentity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads this computer's identity (R15, R16). The running host and the command line both come here, so both give the same
 * answer for the same home and user. Reads a dozen small files; what it answers no longer changes.
 */
public final class MachineIdentities {

    private MachineIdentities() {}

    /**
     * The identity of this computer. Components that only root can read are kept in the home when root asks; with fewer
     * than three components present the home's {@code etc/identity} takes the missing ones' place and is made if it does
     * not exist.
     *
     * @param home the home of the host
     * @param root {@code /}, or a recorded tree
     * @throws IOException if {@code etc/identity} is needed, but too short, unreadable or impossible to make; the message
     *     says what to do
     */
    public static MachineIdentity read(Path home, Path root, SecureRandom random) throws IOException {
        return read(home, reader(root), random);
    }

    /**
     * As {@link #read(Path, Path, SecureRandom)}, but missing components stay missing and match nothing, whatever
     * {@code etc/identity} says: for a host that must show its pages although that file is unusable.
     */
    public static MachineIdentity readWithoutOperator(Path home, Path root) {
        return MachineKeys.identity(
                new ComponentCache(new PrivateFiles(home)).complete(reader(root).read()), "");
    }

    static MachineIdentity read(Path home, ComponentReader reader, SecureRandom random) throws IOException {
        PrivateFiles files = new PrivateFiles(home);
        Machine machine = reader.read();
        Map<ComponentName, String> components = new ComponentCache(files).complete(machine);
        if (!MachineKeys.isWeak(components)) {
            return MachineKeys.identity(components, "");
        }
        String identity = new OperatorIdentity(files).readOrMake(random, lack(machine, components));
        return MachineKeys.identity(components, identity);
    }

    /** On other systems nothing is known yet, so their keys are the operator's identity alone. */
    private static ComponentReader reader(Path root) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.startsWith("linux") ? new LinuxComponents(root) : () -> Machine.UNKNOWN;
    }

    private static String lack(Machine machine, Map<ComponentName, String> components) {
        String present = names(Stream.of(ComponentName.values()).filter(components::containsKey));
        String hidden = names(Stream.of(ComponentName.values())
                .filter(name -> !components.containsKey(name))
                .filter(name -> machine.reading(name).state() == Reading.State.DENIED));
        return "only " + components.size() + " of 5 components of this computer are known"
                + (present.isEmpty() ? "" : " (" + present + ")")
                + (hidden.isEmpty()
                        ? ""
                        : "; " + hidden + " can be read by root alone, run 'webgate key' once as root"
                                + " before ordering a licence");
    }

    private static String names(Stream<ComponentName> names) {
        return names.map(ComponentName::code).collect(Collectors.joining(", "));
    }
}
