// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Media;

import java.io.IOException;
import java.util.List;

/** How the USB drives of an operating system are found (R18). Called by one thread at a time. */
interface MediaSource {

    /** What changes whenever drives come, go or get another volume: asked for every second, hence cheap. */
    Object sign() throws IOException;

    /**
     * The drives that are plugged in, in the order of their names.
     *
     * @throws IOException if the operating system does not tell
     */
    List<Media> read() throws IOException;
}
