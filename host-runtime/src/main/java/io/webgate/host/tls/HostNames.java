// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What this computer may be called in a URL: what its certificate has to name.
 *
 * @param names DNS names, the computer's own first
 * @param addresses as text, without a zone
 */
record HostNames(List<String> names, List<String> addresses) {

    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

    HostNames {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    /** As they are now. A computer that does not know its own name is still {@code localhost}. */
    static HostNames ofThisComputer() throws SocketException {
        List<InetAddress> addresses = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .forEach(card -> card.inetAddresses().forEach(addresses::add));
        String own;
        try {
            own = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            own = "localhost";
        }
        return of(own, addresses);
    }

    /** The rule: link-local addresses are left out, since a URL cannot carry their zone. */
    static HostNames of(String own, Collection<InetAddress> addresses) {
        Set<String> names = new LinkedHashSet<>();
        if (NAME.matcher(own).matches()) {
            names.add(own);
        }
        names.add("localhost");
        Set<String> texts = new LinkedHashSet<>(List.of("127.0.0.1", "::1"));
        for (InetAddress address : addresses) {
            if (!address.isLinkLocalAddress() && !address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
                String text = address.getHostAddress();
                int zone = text.indexOf('%');
                texts.add(zone < 0 ? text : text.substring(0, zone));
            }
        }
        return new HostNames(List.copyOf(names), List.copyOf(texts));
    }
}
