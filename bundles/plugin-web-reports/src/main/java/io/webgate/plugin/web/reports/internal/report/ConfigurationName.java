// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

/** How one of several configurations is called: the part of its PID behind the factory's. Pure. */
public final class ConfigurationName {

    private ConfigurationName() {}

    /** {@code daily} of {@code factory~daily}, also of {@code factory.daily} where Config Admin chose the name. */
    public static String of(String factory, String pid) {
        return pid.length() > factory.length() + 1 && pid.startsWith(factory)
                ? pid.substring(factory.length() + 1)
                : pid;
    }
}
