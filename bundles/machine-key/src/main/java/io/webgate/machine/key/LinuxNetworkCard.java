// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The address of the first physical network card in the order of names, adapters on USB last, since they come and go.
 * The cards of a virtual machine count; bridges, tunnels and a container's ends of a pair do not.
 */
final class LinuxNetworkCard {

    private static final Pattern ADDRESS = Pattern.compile("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final Pattern USB = Pattern.compile(".*/usb\\d+/.*");
    private static final String ETHERNET = "1";
    private static final String RANDOM = "1";
    private static final String SET = "3";
    private static final int LOCALLY_ADMINISTERED = 2;

    private final Tree tree;

    LinuxNetworkCard(Tree tree) {
        this.tree = tree;
    }

    Reading address() {
        return tree.list(tree.path("sys/class/net")).stream()
                .filter(card -> Files.exists(card.resolve("device")))
                .filter(card -> tree.raw(card.resolve("type")).equals(ETHERNET))
                .sorted(Comparator.comparing(this::isOnUsb))
                .map(this::address)
                .filter(Reading::isPresent)
                .findFirst()
                .orElse(Reading.ABSENT);
    }

    private boolean isOnUsb(Path card) {
        return tree.real(card.resolve("device"))
                .map(device -> USB.matcher(device.toString()).matches())
                .orElse(false);
    }

    private Reading address(Path card) {
        // A card in a bond shows the bond's address; its own is kept here
        Reading own = tree.read(card.resolve("bonding_slave/perm_hwaddr"));
        if (isAddress(own)) {
            return own;
        }
        Reading address = tree.read(card.resolve("address"));
        return isAddress(address) && isLasting(card, address.value()) ? address : Reading.ABSENT;
    }

    private static boolean isAddress(Reading reading) {
        return reading.isPresent() && ADDRESS.matcher(reading.value()).matches();
    }

    /** Addresses made at random, at boot or for privacy, are another each time. */
    private boolean isLasting(Path card, String address) {
        String origin = tree.raw(card.resolve("addr_assign_type"));
        boolean local = (Integer.parseInt(address.substring(0, 2), 16) & LOCALLY_ADMINISTERED) != 0;
        return !origin.equals(RANDOM) && !(origin.equals(SET) && local);
    }
}
