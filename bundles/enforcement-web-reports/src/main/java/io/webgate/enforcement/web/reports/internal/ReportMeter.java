// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.web.reports.internal;

import io.webgate.gate.meter.ConfigurationMeter;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Counts the reports that are configured and enabled (R27). */
@Component(
        service = {Meter.class, SynchronousConfigurationListener.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class ReportMeter extends ConfigurationMeter {

    /** Counts in these settings. */
    @Activate
    public ReportMeter(@Reference ConfigurationAdmin configurations) {
        super(new ModuleId("powerpos.web-reports"), "io.webgate.plugin.web-reports", configurations);
    }
}
