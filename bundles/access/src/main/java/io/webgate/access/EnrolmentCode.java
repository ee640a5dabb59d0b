// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import java.time.Instant;

/**
 * A one-time code for a device.
 *
 * @param id of the enrolment, for the record
 * @param code to be typed or scanned
 * @param expiresAt from when it works no more
 */
public record EnrolmentCode(String id, String code, Instant expiresAt) {

    /** Without the code, so that no log ever holds it. */
    @Override
    public String toString() {
        return "EnrolmentCode[" + id + "]";
    }
}
