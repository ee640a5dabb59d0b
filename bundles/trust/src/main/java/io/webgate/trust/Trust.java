// SPDX-License-Identifier: Apache-2.0
package io.webgate.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pinned keys and the signed catalogue, as bytes: this bundle holds them and understands nothing of them. */
public final class Trust {

    private Trust() {}

    /**
     * The trust document: vendors and their public keys.
     *
     * @throws IllegalStateException when the bundle was not assembled
     */
    public static byte[] document() {
        return resource("trust.json");
    }

    /**
     * The signed catalogue entries, each a whole signed document.
     *
     * @throws IllegalStateException when the bundle was not assembled
     */
    public static List<byte[]> catalogue() {
        return new String(resource("catalogue.jws"), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /**
     * A licence, signed by the vendor's own keys, that gives nothing to anybody: whoever verifies documents tries with it
     * whether he still can.
     *
     * @throws IllegalStateException when the bundle was not assembled
     */
    public static byte[] canary() {
        return resource("canary.jws");
    }

    /**
     * The licence that an edition has built in (R33), signed by the vendor who assembled the distribution.
     *
     * @param name of the edition: letters, digits and hyphens
     * @throws IllegalStateException when the bundle was not assembled with that edition
     */
    public static byte[] edition(String name) {
        return resource("edition-" + name + ".jws");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Trust.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The bundle io.webgate.trust holds no " + name + ": it was not assembled. Build it anew.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle io.webgate.trust can't be read", e);
        }
    }
}
