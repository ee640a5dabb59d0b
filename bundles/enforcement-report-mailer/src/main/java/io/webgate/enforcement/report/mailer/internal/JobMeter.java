// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.report.mailer.internal;

import io.webgate.gate.meter.ConfigurationMeter;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Counts the mailing jobs that are configured and enabled (R29). */
@Component(
        service = {Meter.class, SynchronousConfigurationListener.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class JobMeter extends ConfigurationMeter {

    /** Counts in these settings. */
    @Activate
    public JobMeter(@Reference ConfigurationAdmin configurations) {
        super(new ModuleId("powerpos.report-mailer"), "io.webgate.plugin.report-mailer.job", configurations);
    }
}
