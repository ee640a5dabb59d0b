// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * A USB drive that is plugged in (R18). Its texts come from the drive, hence from strangers; they hold no control
 * characters and are short, but must be escaped where they are shown.
 *
 * @param key the media key, 64 hexadecimal characters in upper case; empty where the drive has not all it takes
 * @param label what its owner calls it, else {@code product}
 * @param product maker and model as the drive tells them
 * @param reason why it has no key; empty where it has one
 */
public record Media(Optional<String> key, String label, String product, Optional<LocalizedText> reason) {

    public Media {
        if (key.isPresent() == reason.isPresent()) {
            throw new IllegalArgumentException("A drive has a key, or a reason why it has none: " + label);
        }
    }
}
