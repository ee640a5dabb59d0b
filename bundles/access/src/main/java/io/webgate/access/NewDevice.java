// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

/** A newly enrolled device with its token, which is shown this once. */
public record NewDevice(String device, String token) {

    /** Without the token, so that no log ever holds it. */
    @Override
    public String toString() {
        return "NewDevice[" + device + "]";
    }
}
