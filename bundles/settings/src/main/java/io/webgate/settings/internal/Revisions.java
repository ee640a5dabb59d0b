// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A short text for all that a configuration holds. Keyed, since it covers secrets too: nobody can try passwords against it.
 * Thread-safe.
 */
final class Revisions {

    /** Of a configuration that is not there. */
    static final String NONE = "none";

    private static final int SHOWN_BYTES = 12;

    private final SecretKeySpec key;

    /** @param key random, of this run of the host */
    Revisions(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    String of(Optional<Map<String, Object>> properties) {
        return properties.map(this::of).orElse(NONE);
    }

    private String of(Map<String, Object> properties) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties).forEach((name, value) -> {
            if (Properties.isSetting(name)) {
                text.append(name.length()).append(':').append(name);
                text.append(value.getClass().getSimpleName());
                Values.texts(value)
                        .forEach(one -> text.append(one.length()).append(':').append(one));
                text.append(';');
            }
        });
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] whole = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", impossible);
        }
    }
}
