// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

/** The record of administrative acts. */
@FunctionalInterface
interface Audit {

    void record(String by, String what, String subject, String outcome);
}
