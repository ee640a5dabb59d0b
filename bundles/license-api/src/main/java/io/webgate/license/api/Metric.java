// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** What is counted for a module. */
public enum Metric {
    SESSIONS,
    DEVICES,
    REPORTS,
    JOBS,
    CLIENTS,
    SCALES,
    SERVERS,
    COMPUTERS
}
