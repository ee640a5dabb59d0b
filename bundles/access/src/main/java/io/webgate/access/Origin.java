// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * From where a request came, as far as this host can know it.
 *
 * @param address by which failed attempts are counted; of IPv6 the first 64 bits, since one machine has them all
 * @param local it came from this computer, and not through a proxy on it
 */
public record Origin(String address, boolean local) {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+(%[0-9a-zA-Z._-]+)?");

    /**
     * The origin of a request.
     *
     * @param remote the peer's address as the container tells it, IPv6 perhaps in brackets
     * @param forwarded the request says that it passed a proxy, so the peer is not who asks
     */
    public static Origin of(String remote, boolean forwarded) {
        String literal =
                remote.startsWith("[") && remote.endsWith("]") ? remote.substring(1, remote.length() - 1) : remote;
        // Only literals: a name would be asked of the DNS
        if (!LITERAL.matcher(literal).matches()) {
            return new Origin("unknown", false);
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            boolean local = address.isLoopbackAddress() && !forwarded;
            if (address instanceof Inet6Address) {
                byte[] network = Arrays.copyOf(address.getAddress(), 8);
                return new Origin(HexFormat.of().formatHex(network) + "/64", local);
            }
            return new Origin(address.getHostAddress(), local);
        } catch (UnknownHostException malformed) {
            return new Origin("unknown", false);
        }
    }
}
