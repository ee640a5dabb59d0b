// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletRequest;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a request came, as far as this host can know it. What a request says of itself can only take trust away,
 * never give it (T50).
 *
 * @param address by which failed attempts are counted; of IPv6 the first 64 bits, since one machine has them all
 * @param local it came from this computer, not through a proxy on it, and calls this host by a name that no DNS gives
 */
public record Origin(String address, boolean local) {

    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?");
    // Only what can't be taken for a name, which would be asked of the DNS; the short forms of IPv4 nobody sends
    private static final Pattern LITERAL =
            Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|(?=[^%]*:)[0-9a-fA-F:.]+(?:%[0-9a-zA-Z._-]+)?");

    /** The origin of a request. */
    public static Origin of(HttpServletRequest request) {
        boolean forwarded = PROXY_HEADERS.stream().anyMatch(name -> request.getHeader(name) != null);
        return of(request.getRemoteAddr(), forwarded, authority(request));
    }

    /**
     * The origin of a request.
     *
     * @param remote the peer's address as the container tells it
     * @param forwarded the request says that it passed a proxy, so the peer is not who asks
     * @param authority how the request calls this host; a page of another site whose name was made to lead to this
     *     computer (DNS rebinding) calls it by that name
     */
    static Origin of(String remote, boolean forwarded, @Nullable String authority) {
        InetAddress address = literal(remote);
        if (address == null) {
            return new Origin("unknown", false);
        }
        boolean local = address.isLoopbackAddress() && !forwarded && isLoopback(authority);
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), 8);
            return new Origin(HexFormat.of().formatHex(network) + "/64", local);
        }
        return new Origin(address.getHostAddress(), local);
    }

    /** How a request calls this host, with the port where it names one; null where it does not say. */
    public static @Nullable String authority(HttpServletRequest request) {
        String host = request.getHeader("Host");
        // Later versions of the protocol have a field of their own for it, of which the container makes the server's
        // name
        return host != null || request.getProtocol().startsWith("HTTP/1")
                ? host
                : request.getServerName() + ":" + request.getServerPort();
    }

    private static boolean isLoopback(@Nullable String authority) {
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        if (!parts.matches()) {
            return false;
        }
        if (parts.group(1).equalsIgnoreCase("localhost")) {
            return true;
        }
        InetAddress address = literal(parts.group(1));
        return address != null && address.isLoopbackAddress();
    }

    /** The address, IPv6 perhaps in brackets; null where the text is none. */
    private static @Nullable InetAddress literal(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return LITERAL.matcher(bare).matches() ? InetAddress.getByName(bare) : null;
        } catch (UnknownHostException malformed) {
            return null;
        }
    }
}
