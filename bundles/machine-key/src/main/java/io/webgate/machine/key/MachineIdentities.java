// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.MachineIdentity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
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
        Machine machine = reader(root).read();
        return identity(machine, new ComponentCache(new PrivateFiles(home)).complete(machine), "");
    }

    static MachineIdentity read(Path home, ComponentReader reader, SecureRandom random) throws IOException {
        PrivateFiles files = new PrivateFiles(home);
        Machine machine = reader.read();
        ComponentCache.Known known = new ComponentCache(files).complete(machine);
        if (!MachineKeys.isWeak(known.components())) {
            return identity(machine, known, "");
        }
        String identity = new OperatorIdentity(files).readOrMake(random, lack(machine, known.components()));
        return identity(machine, known, identity);
    }

    private static MachineIdentity identity(Machine machine, ComponentCache.Known known, String operator) {
        return MachineKeys.identity(known.components(), operator)
                .with(codes(hidden(machine, known.components())), codes(known.remembered().stream()));
    }

    private static Set<String> codes(Stream<ComponentName> names) {
        return names.map(ComponentName::code).collect(Collectors.toUnmodifiableSet());
    }

    /** On a system without a reader nothing is known, so its key is the operator's identity alone. */
    private static ComponentReader reader(Path root) {
        return switch (OperatingSystem.current()) {
            case LINUX -> new LinuxComponents(root);
            case WINDOWS -> new WindowsComponents(WindowsCommands.ofThisSystem());
            case OTHER -> () -> Machine.UNKNOWN;
        };
    }

    private static Stream<ComponentName> hidden(Machine machine, Map<ComponentName, String> components) {
        return Stream.of(ComponentName.values())
                .filter(name -> !components.containsKey(name))
                .filter(name -> machine.reading(name).state() == Reading.State.DENIED);
    }

    private static String lack(Machine machine, Map<ComponentName, String> components) {
        String present = names(Stream.of(ComponentName.values()).filter(components::containsKey));
        String hidden = names(hidden(machine, components));
        return "only " + components.size() + " of 5 components of this computer are known"
                + (present.isEmpty() ? "" : " (" + present + ")")
                + (hidden.isEmpty()
                        ? ""
                        : "; " + hidden + " cannot be read by this user, run 'webgate key' once as root"
                                + " before ordering a licence");
    }

    private static String names(Stream<ComponentName> names) {
        return names.map(ComponentName::code).collect(Collectors.joining(", "));
    }
}
